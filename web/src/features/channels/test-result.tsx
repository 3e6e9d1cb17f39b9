import { t } from "@lingui/core/macro";
import { Notice } from "../../ui/notice.tsx";
import wire from "../../ui/wire.module.css";
import type { Attempt, TestOutcome } from "./channel-api.ts";
import classes from "./channels.module.css";
import { failureInWords } from "./reason-words.ts";
import { spanInWords } from "./span-words.ts";

/** Whether a test arrived, and what went over the wire. */
export function TestResult({ outcome }: { outcome: TestOutcome }) {
  const tried = outcome.attempts.at(-1);
  if (!tried) {
    return (
      <Notice>
        {t`The test is still in the queue. Its result will appear on the channel and in Deliveries.`}
      </Notice>
    );
  }
  const span = spanInWords(tried.duration_ms);
  return (
    <>
      {tried.is_success ? (
        <Notice kind="done">{successInWords(tried)}</Notice>
      ) : (
        <Notice kind="failure">
          {failureInWords(tried.reason)}
          {tried.detail && <span className={classes.detail}>{tried.detail}</span>}
        </Notice>
      )}
      <p className={classes.aside}>{t`It took ${span}.`}</p>
      <Wire title={t`What was sent`} text={tried.request} />
      <Wire title={t`What was answered`} text={tried.answer} />
    </>
  );
}

function successInWords({ answer_status }: Attempt): string {
  return answer_status === null
    ? t`It arrived.`
    : t`It arrived: the receiver answered ${answer_status}.`;
}

function Wire({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <section className={classes.wirePart} aria-label={title}>
      <h3 className={classes.wireTitle}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <pre className={`${wire.wire} ${classes.wire}`} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
