import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Badge } from "../../ui/badge.tsx";
import { ExactTime } from "../../ui/exact-time.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import type { Attempt } from "./delivery-api.ts";
import classes from "./delivery-dialog.module.css";
import { durationInWords, reasonInWords } from "./delivery-words.ts";

export function AttemptItem({ attempt }: { attempt: Attempt }) {
  const { answer_status, answer, reason, detail, request, next_attempt_at } = attempt;
  const place = attempt.attempt;
  const span = durationInWords(attempt.duration_ms);
  return (
    <li className={classes.attempt}>
      <div className={classes.attemptHead}>
        <strong>{t`Attempt ${place}`}</strong>
        <Badge tone={attempt.is_success ? "good" : "heed"}>
          {attempt.is_success ? t`delivered` : t`failed`}
        </Badge>
        {answer_status !== null && !detail && <span>{t`answered ${answer_status}`}</span>}
        <span className={classes.quiet}>{t`after ${span}`}</span>
        <ExactTime at={attempt.started_at} className={classes.when} />
      </div>
      {reason && (
        <p className={classes.reason}>
          {reasonInWords(reason)} {detail && <span className={classes.quiet}>{detail}</span>}
        </p>
      )}
      {answer && <Printed label={t`Answer`} text={answer} />}
      {request && (
        <Unfold words={t`What was sent`}>
          <pre className={classes.printed}>{request}</pre>
        </Unfold>
      )}
      {next_attempt_at && (
        <p className={classes.next}>
          <Trans>
            The next attempt was set for <ExactTime at={next_attempt_at} />.
          </Trans>
        </p>
      )}
    </li>
  );
}

function Printed({ label, text }: { label: string; text: string }) {
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{label}</figcaption>
      <pre className={classes.printed}>{text}</pre>
    </figure>
  );
}
