import { t } from "@lingui/core/macro";
import { type MouseEvent, memo, useState } from "react";
import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { type DateFormat, exactTime } from "../../lib/date-format.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { fromInWords } from "../../lib/sender-words.ts";
import { ageInWords } from "../../lib/time-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkIcon } from "../../ui/icons.tsx";
import { Monogram } from "../../ui/monogram.tsx";
import { hasJustArrived } from "./arrivals.ts";
import { ClaimWords } from "./claim-words.tsx";
import { CodeChip } from "./code-chip.tsx";
import type { RunPlace } from "./code-runs.ts";
import classes from "./message-row.module.css";

interface MessageRowProps {
  message: Message;
  open: boolean;
  /** Its place among several codes in a row, and until when that is worth saying. */
  run?: RunPlace["place"];
  runUntil?: number;
  ownId: string | undefined;
  dateFormat: DateFormat;
  /** The address of the list with this message open. */
  href: string;
  onOpen: (id: string) => void;
  onCopy: (message: Message) => void;
  /** Whether it is among the selected; undefined while none are being selected. */
  selected: boolean | undefined;
  onSelect: (id: string, toHere: boolean) => void;
}

// Hundreds of rows are drawn in a fast scroll, so a row is plain elements: what it needs of the
// page is handed to it, instead of each row asking for it.

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, open, run, runUntil = 0, ownId, dateFormat, href, onOpen, onCopy } = props;
  const { selected, onSelect } = props;
  const [arrived] = useState(() => hasJustArrived(message.id));
  const age = useClock((now) => ageInWords(message.received_at, now));
  const inRun = useClock((now) => now < runUntil) ? run : undefined;
  const from = fromInWords(message);
  const number = message.number.label ?? phoneInWords(message.number.phone_number);
  return (
    <article
      className={classes.row}
      data-open={open}
      data-unread={!message.read}
      data-arrived={arrived}
      data-selected={selected}
    >
      {selected === undefined ? (
        <Monogram name={from} />
      ) : (
        <label className={classes.select}>
          <input
            type="checkbox"
            checked={selected}
            aria-label={t`Select the message from ${from}`}
            // A click says whether Shift is held, which a change does not.
            onClick={(event) => onSelect(message.id, event.shiftKey)}
            onChange={() => {}}
          />
        </label>
      )}
      <div className={classes.text}>
        <div className={classes.top}>
          <a
            href={href}
            id={`message-${message.id}`}
            className={classes.link}
            aria-current={open ? "true" : undefined}
            onClick={(event) => {
              if (isPlain(event)) {
                event.preventDefault();
                onOpen(message.id);
              }
            }}
          >
            {!message.read && <span className={classes.spoken}>{t`Unread:`} </span>}
            <bdi>{from}</bdi>
          </a>
          {message.source.is_demo && <Badge>{t`Demo`}</Badge>}
          {inRun === "newest" && <Badge tone="good">{t`Newest`}</Badge>}
          <time
            dateTime={message.received_at}
            title={exactTime(message.received_at, dateFormat)}
            className={classes.age}
          >
            {age}
          </time>
        </div>
        <div className={classes.body}>
          <bdi className={classes.number}>{number}</bdi>
          <ClaimWords message={message} ownId={ownId} className={classes.claim} />
          {inRun === "older" && <span className={classes.older}>{t`A newer code came`}</span>}
          <span className={classes.words} dir="auto">
            {message.body}
          </span>
        </div>
      </div>
      {message.code && (
        <CodeChip message={message} code={message.code} quiet={inRun === "older"} onCopy={onCopy} />
      )}
      {!message.code && message.link && (
        <span className={classes.linkMark}>
          <LinkIcon size={18} /> {t`Link`}
        </span>
      )}
    </article>
  );
});

/** A click that stays on this page: others open a tab or a window, as with any link. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
