import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { describeFailure } from "../../api/problem.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Age } from "../../ui/age.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import classes from "./connect.module.css";
import { adviceFor } from "./refusal-advice.ts";
import type { Delivery, LastMessage, Provider, Source } from "./source-api.ts";
import { useStatus } from "./use-status.ts";
import { waitingState } from "./waiting-state.ts";

interface WaitingPanelProps {
  source: Source;
  provider: Provider;
  /** Its secret is still to be entered. */
  lacksSecret: boolean;
}

const DAY_MS = 86_400_000;

/** Looks out for what the provider sends, and says at once what is wrong with it. */
export function WaitingPanel({ source, provider, lacksSecret }: WaitingPanelProps) {
  const { data: status, error } = useStatus(source.id, true);
  const announce = useAnnounce();
  const state = status && waitingState(status);
  const kind = state?.kind;
  const said = useRef(kind);
  const [hadMessage] = useState(status?.last_message != null);
  const isYoung = Date.now() - Date.parse(source.created_at) < DAY_MS;
  const waiting = isYoung
    ? t`Waiting for the first message…`
    : t`Nothing in the last day. Waiting for the next message…`;

  // Whoever looks at the provider's page meanwhile hears it; what was there before is no news.
  useEffect(() => {
    if (!kind || said.current === kind) return;
    if (said.current && kind === "arrived") announce(t`A message arrived`);
    if (said.current && kind === "trouble") announce(t`Webhook received and rejected`);
    said.current = kind;
  }, [kind, announce]);

  // What it has sent on is no message, and never turns up here.
  const isSentOn = provider.relays && state?.kind === "waiting";

  if (!state) return <FailureNotice failure={error} />;
  return (
    <section className={classes.waiting} data-kind={kind} aria-label={t`Arrivals`}>
      {state.kind === "waiting" && lacksSecret && (
        <p className={classes.plain}>
          <Trans>Enter the secret next: until then, every message is rejected.</Trans>
        </p>
      )}
      {state.kind === "waiting" && !lacksSecret && !isSentOn && <Waiting words={waiting} />}
      {isSentOn && (
        <p className={classes.plain}>
          <Trans>Codes received here go out by SMS.</Trans>{" "}
          <Link to="/sends" search={{ kind: "relay" }} className={classes.link}>
            <Trans>See what was sent</Trans>
          </Link>
        </p>
      )}
      {state.kind === "noted" && (
        <>
          <Waiting words={waiting} />
          <Noted delivery={state.delivery} />
        </>
      )}
      {state.kind === "trouble" && (
        <Trouble delivery={state.delivery} provider={provider} clockLead={status?.clockLead} />
      )}
      {state.kind === "arrived" && (
        <Arrived message={state.message} isFirst={!hadMessage && isYoung} />
      )}
      {error && <p className={classes.quiet}>{describeFailure(error)}</p>}
    </section>
  );
}

function Waiting({ words }: { words: string }) {
  return (
    <div className={classes.waitingLine}>
      <span className={classes.pulse} aria-hidden="true" />
      <p className={classes.title}>{words}</p>
    </div>
  );
}

function Noted({ delivery }: { delivery: Delivery }) {
  const event = delivery.event ?? t`something`;
  return (
    <p className={classes.quiet}>
      {delivery.event === "ping" ? (
        <Trans>
          The provider checked the address <Age at={delivery.received_at} />, and it responds.
        </Trans>
      ) : (
        <Trans>
          <strong>{event}</strong> received <Age at={delivery.received_at} />. Address and secret
          are correct; this event just isn’t a message.
        </Trans>
      )}
    </p>
  );
}

function Trouble(props: { delivery: Delivery; provider: Provider; clockLead: number | undefined }) {
  const { delivery, provider, clockLead } = props;
  const isGeneric = provider.guide.open_format !== null;
  const name = isGeneric ? t`the provider` : provider.name;
  const { title, steps } = adviceFor(delivery, { provider: name, isGeneric, clockLead });
  const address = delivery.address;
  return (
    <>
      <p className={classes.title}>{title}</p>
      {steps.length > 0 && (
        <ul className={classes.hints}>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
      <p className={classes.quiet}>
        {address ? (
          <Trans>
            Arrived <Age at={delivery.received_at} /> from {address}.
          </Trans>
        ) : (
          <Trans>
            Arrived <Age at={delivery.received_at} />.
          </Trans>
        )}{" "}
        {t`Waiting for the next webhook…`}
      </p>
    </>
  );
}

function Arrived({ message, isFirst }: { message: LastMessage; isFirst: boolean }) {
  const { id, number } = message;
  const name = number && (number.label ?? phoneInWords(number.phone_number));
  return (
    <>
      <p className={classes.title}>{isFirst ? t`The first message arrived` : t`Messages arrive`}</p>
      <p className={classes.plain}>
        {name ? (
          <Trans>
            The latest came <Age at={message.received_at} /> to {name}.
          </Trans>
        ) : (
          <Trans>
            The latest arrived <Age at={message.received_at} />, at a number you can’t see.
          </Trans>
        )}{" "}
        {id && (
          <Link to="/" search={{ message: id }} className={classes.link}>
            <Trans>See the message</Trans>
          </Link>
        )}
      </p>
      {number && (
        <p className={classes.plain}>
          {number.access === "new" && t`So far, only owners and managers see this number.`}{" "}
          <Link to="/numbers/$number" params={{ number: number.id }} className={classes.link}>
            {number.access === "new" ? t`Choose viewers` : t`Who sees this number`}
          </Link>
        </p>
      )}
    </>
  );
}
