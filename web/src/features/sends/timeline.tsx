import { t } from "@lingui/core/macro";
import { useClock } from "../../lib/clock.ts";
import { ExactTime } from "../../ui/exact-time.tsx";
import { type Moment, momentsOf } from "./moments.ts";
import type { SendDetail, SendEvent } from "./send-api.ts";
import { eventInWords, toneOfEvent } from "./send-words.ts";
import { spanInWords } from "./span-words.ts";
import classes from "./timeline.module.css";

/** What happened to a send, from the request on. */
export function Timeline({ detail }: { detail: SendDetail }) {
  // Drawn again when the code expires, not each second.
  const end = detail.expires_at;
  const isPast = useClock((now) => end !== null && Date.parse(end) <= now);
  const moments = momentsOf(detail, isPast && end ? Date.parse(end) : 0);
  return (
    <ol className={classes.timeline}>
      {moments.map((moment, place) => (
        <li key={place} className={classes.moment} data-tone={toneOfMoment(moment)}>
          <div className={classes.line}>
            <span className={classes.words}>{momentInWords(moment, detail)}</span>
            <ExactTime at={moment.at} className={classes.when} />
          </div>
          {moment.kind === "event" && <Further event={moment.event} />}
        </li>
      ))}
    </ol>
  );
}

function momentInWords(moment: Moment, { sent_by }: SendDetail): string {
  switch (moment.kind) {
    case "begun":
      return sent_by ? t`Requested by ${sent_by}` : t`Requested`;
    case "delivered":
      return t`The phone has it`;
    case "verified":
      return t`The right code came back`;
    case "voided":
      return t`A later code for the number took its place`;
    case "expired":
      return t`The code expired`;
    case "event":
      return eventInWords(moment.event);
  }
}

function toneOfMoment(moment: Moment): string {
  if (moment.kind === "verified" || moment.kind === "delivered") return "good";
  return moment.kind === "event" ? toneOfEvent(moment.event) : "plain";
}

function Further({ event }: { event: SendEvent }) {
  const { detail, answer_status, duration_ms } = event;
  const span = duration_ms !== null && spanInWords(duration_ms);
  const facts = [
    detail,
    answer_status !== null && t`answered ${answer_status}`,
    span && t`after ${span}`,
  ].filter(Boolean);
  if (facts.length === 0) return null;
  return <p className={classes.facts}>{facts.join(" · ")}</p>;
}
