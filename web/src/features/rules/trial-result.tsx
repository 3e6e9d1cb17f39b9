import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { ChannelChips } from "./channel-chips.tsx";
import type { DryRunResult, TriedMessage } from "./rule-api.ts";
import { forwardedInWords, matchesInWords, nameOfNumber } from "./rule-words.ts";
import classes from "./trial-result.module.css";

interface TrialResultProps {
  /** Undefined while there is none to show. */
  result: DryRunResult | undefined;
  isPending: boolean;
  /** Whether a draft was tried, not only the rules that are there. */
  isDraft?: boolean;
  isAsIfOn?: boolean;
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
}

/** What rules would have done. The words are in a region that is there before them, to be read out. */
export function TrialResult(props: TrialResultProps) {
  const { result, isPending, isDraft = false, isAsIfOn, channels, numbers } = props;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (result) section.current?.scrollIntoView?.({ block: "start" });
  }, [result]);
  return (
    <section
      ref={section}
      className={classes.trial}
      aria-label={t`Test results for the latest messages`}
      aria-busy={isPending}
      data-empty={!result && !isPending}
    >
      <p className={classes.summary} role="status">
        {isPending && t`Trying it on the last messages…`}
        {!isPending && result && (
          <>
            {matchesInWords(result, isDraft)}{" "}
            {result.tried > 0 && <span>{forwardedInWords(result, isDraft)}</span>}
          </>
        )}
      </p>
      {result && isAsIfOn && (
        <p className={classes.aside}>{t`Tested as if the rule were switched on.`}</p>
      )}
      {result && !isPending && result.messages.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <section className={classes.scroll} tabIndex={0} aria-label={t`The messages`}>
          <ul className={classes.messages}>
            {matchesFirst(result.messages).map((message) => (
              <Tried
                key={message.message_id}
                message={message}
                channels={channels}
                numbers={numbers}
              />
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

/** One that matches is what is looked for among fifty. */
function matchesFirst(messages: TriedMessage[]): TriedMessage[] {
  return messages.toSorted((one, other) => Number(other.is_matched) - Number(one.is_matched));
}

interface TriedProps {
  message: TriedMessage;
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
}

function Tried({ message, channels, numbers }: TriedProps) {
  const number = nameOfNumber(message.number_id, numbers);
  const { service } = message;
  return (
    <li className={classes.message} data-matched={message.is_matched}>
      <div className={classes.head}>
        <strong className={classes.sender}>{phoneInWords(message.sender)}</strong>
        <span className={classes.to}>{t`to ${number}`}</span>
        {service && <span className={classes.to}>{service}</span>}
        <Badge>{message.has_code ? t`code` : t`no code`}</Badge>
        <Age at={message.received_at} className={classes.when} />
      </div>
      <div className={classes.fate}>
        {message.is_matched ? (
          <Badge tone="good">{t`matches`}</Badge>
        ) : (
          <Badge>{t`doesn’t match`}</Badge>
        )}
        <ChannelChips ids={message.channel_ids} channels={channels} none={t`Not forwarded`} />
      </div>
    </li>
  );
}
