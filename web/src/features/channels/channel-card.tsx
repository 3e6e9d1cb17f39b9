import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useId, useRef } from "react";
import type { Channel } from "../../api/client.ts";
import { serverWords } from "../../api/server-words.ts";
import { useClock } from "../../lib/clock.ts";
import { isExpired, momentInWords } from "../../lib/time-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import cards from "../../ui/cards.module.css";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { ChannelBadges } from "./channel-badges.tsx";
import { type ChannelAct, ChannelMenu } from "./channel-menu.tsx";
import { ChannelSign } from "./channel-sign.tsx";
import classes from "./channels.module.css";
import { LastDeliveryLine } from "./last-delivery-line.tsx";
import { NoRuleLine } from "./no-rule-line.tsx";
import { useKindOf, useUpdateChannel } from "./use-channels.ts";

interface ChannelCardProps {
  channel: Channel;
  mayWrite: boolean;
  onTest: () => void;
  onAct: (act: ChannelAct) => void;
}

export function ChannelCard({ channel, mayWrite, onTest, onAct }: ChannelCardProps) {
  const { name, disabled_reason, target } = channel;
  const kind = useKindOf(channel);
  const update = useUpdateChannel(channel.id);
  const announce = useAnnounce();
  const test = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const focusTest = () => test.current?.focus({ preventScroll: true });
  const trouble = troubleInWords(channel);

  const turn = (is_enabled: boolean) =>
    update.mutate(
      { is_enabled },
      {
        onSuccess: () => {
          announce(is_enabled ? t`${name} is switched on.` : t`${name} is switched off.`);
          // "Switch on" went with what it was for.
          if (is_enabled) focusTest();
        },
      },
    );

  return (
    <li className={`${cards.card} ${classes.card}`} aria-labelledby={titleId}>
      <div className={cards.head}>
        <ChannelSign kind={channel.kind} />
        <div className={`${cards.about} ${classes.about}`}>
          <div className={cards.nameLine}>
            <h3 id={titleId} className={cards.name} data-off={disabled_reason !== null}>
              {name}
            </h3>
            <ChannelBadges channel={channel} />
          </div>
          <p className={classes.facts}>
            {serverWords(kind?.name ?? channel.kind)}
            {target !== null && (
              <>
                {" · "}
                <span className={classes.target}>{target}</span>
              </>
            )}
          </p>
        </div>
        {mayWrite && (
          <div className={classes.acts}>
            {disabled_reason !== null && (
              <Button
                className={classes.act}
                aria-label={t`Switch on: ${name}`}
                loading={update.isPending}
                onClick={() => turn(true)}
              >
                <Trans>Switch on</Trans>
              </Button>
            )}
            <Button
              ref={test}
              variant="default"
              className={classes.act}
              aria-label={t`Send test to ${name}`}
              onClick={onTest}
            >
              <Trans>Send test</Trans>
            </Button>
            <Button
              variant="default"
              className={classes.act}
              aria-label={t`Edit ${name}`}
              onClick={() => onAct("edit")}
            >
              <Trans>Edit</Trans>
            </Button>
            <ChannelMenu channel={channel} onAct={onAct} onSwitchOff={() => turn(false)} />
          </div>
        )}
      </div>
      <div className={classes.below}>
        <FailureNotice failure={update.error} />
        {trouble && <p className={classes.trouble}>{trouble}</p>}
        <LastDeliveryLine last={channel.last_delivery} />
        <OldSecretLine endsAt={channel.old_secret_ends_at} />
        {channel.rules === 0 && (
          <NoRuleLine channel={channel} mayWrite={mayWrite} onDone={focusTest} />
        )}
      </div>
    </li>
  );
}

/** What somebody has to do before it forwards anything again. */
function troubleInWords({ target, disabled_reason }: Channel): string | undefined {
  if (target === null) return t`Can’t read this channel’s settings: enter them again.`;
  if (disabled_reason === "gone") {
    return t`This endpoint is gone (HTTP 410). Enter its new address to turn the channel back on.`;
  }
  if (disabled_reason === "orphaned") {
    return t`The member responsible can no longer forward messages. Switch the channel on to take responsibility for where it sends them.`;
  }
  return undefined;
}

function OldSecretLine({ endsAt }: { endsAt: string | null }) {
  const isOver = useClock((now) => isExpired(endsAt, now));
  if (!endsAt || isOver) return null;
  const until = momentInWords(endsAt);
  return <p className={classes.facts}>{t`The old signing secret also signs until ${until}.`}</p>;
}
