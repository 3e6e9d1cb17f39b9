import { t } from "@lingui/core/macro";
import { isMissing } from "../../api/problem.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { ExactTime } from "../../ui/exact-time.tsx";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { countryInWords, languageInWords } from "./place-words.ts";
import type { Send } from "./send-api.ts";
import classes from "./send-dialog.module.css";
import { SendStatusLine } from "./send-status-line.tsx";
import { kindInWords, statusMeaning } from "./send-words.ts";
import { Timeline } from "./timeline.tsx";
import { useSend } from "./use-sends.ts";

/** One send with all that happened to it. Its code is nowhere: the server tells it to nobody. */
export function SendDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useSend(id);
  const kind = data && kindInWords(data.kind);
  const phone = data && phoneInWords(data.to);
  const title = data
    ? t({ message: `${kind} to ${phone}` })
    : t({ message: "Send", context: "one" });
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className={classes.body}>
        {!data && !error && <WaitingRows label={t`Loading the send`} />}
        {error && !data && isMissing(error) && (
          <Notice kind="failure">{t`This send no longer exists.`}</Notice>
        )}
        {error && !data && !isMissing(error) && <LoadFailure failure={error} onRetry={refetch} />}
        {data && (
          <>
            <SendFacts send={data} />
            <section className={classes.section} aria-label={t`What happened`}>
              <h3 className={classes.heading}>{t`What happened`}</h3>
              <Timeline detail={data} />
            </section>
          </>
        )}
        <DialogButtons>
          <LeaveButton onClose={onClose}>{t`Close`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

function SendFacts({ send }: { send: Send }) {
  const { to, country, company, language, gateway, sent_by, attempts } = send;
  const isChecked = send.kind === "code";
  const facts: Fact[] = [
    [t`Result`, <Became key="status" send={send} />],
    [t`Number`, country ? `${phoneInWords(to)} · ${countryInWords(country)}` : phoneInWords(to)],
    [t`What was sent`, kindInWords(send.kind)],
    [t`Company name`, company],
    [t`Language`, language && languageInWords(language)],
    [t`Gateway`, gateway],
    [t`Requested by`, sent_by],
    [t`Attempts to verify`, isChecked && String(attempts)],
    [t`Valid until`, isChecked && send.expires_at && <ExactTime key="end" at={send.expires_at} />],
  ];
  return <Facts facts={facts} />;
}

function Became({ send }: { send: Send }) {
  return (
    <>
      <SendStatusLine send={send} />
      <span className={classes.meaning}>{statusMeaning(send.status)}</span>
    </>
  );
}
