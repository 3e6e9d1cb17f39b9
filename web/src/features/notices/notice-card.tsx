import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Notice } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Age } from "../../ui/age.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import cards from "../../ui/cards.module.css";
import { FailureLine } from "../../ui/failure-notice.tsx";
import { NoticeSign } from "./notice-sign.tsx";
import { orphansOf, textInWords, titleInWords } from "./notice-words.ts";
import classes from "./notices.module.css";
import { OrphanedChannels } from "./orphaned-channels.tsx";
import { useDismiss } from "./use-notices.ts";

interface NoticeCardProps {
  notice: Notice;
  /** It is dismissed, and goes from where it is. */
  onDone: () => void;
}

export function NoticeCard({ notice, onDone }: NoticeCardProps) {
  const { dismissed_at } = notice;
  const dismiss = useDismiss();
  const announce = useAnnounce();
  const title = titleInWords(notice);
  return (
    <li className={`${cards.card} ${cards.head}`} data-done={dismissed_at !== null}>
      <NoticeSign kind={notice.kind} />
      <div className={cards.about}>
        <h4 className={`${cards.name} ${classes.title}`}>{title}</h4>
        <p className={classes.text}>{textInWords(notice)}</p>
        <div className={classes.facts}>
          <Age at={notice.created_at} />
          {dismissed_at && (
            <span>
              <Trans>
                Dismissed <Age at={dismissed_at} />
              </Trans>
            </span>
          )}
          <NoticeLinks notice={notice} />
        </div>
        <OrphanedChannels notice={notice} />
        <FailureLine failure={dismiss.error} className={classes.failure} />
      </div>
      {!dismissed_at && (
        <Button
          variant="default"
          className={classes.dismiss}
          aria-label={t`Dismiss: ${title}`}
          loading={dismiss.isPending}
          onClick={() =>
            dismiss.mutate(notice.id, {
              onSuccess: () => {
                announce(t`The notice is dismissed.`);
                onDone();
              },
            })
          }
        >
          <Trans>Dismiss</Trans>
        </Button>
      )}
    </li>
  );
}

/** Where something can be done about it. */
function NoticeLinks({ notice }: { notice: Notice }) {
  const { number, source_id, channel_id } = notice;
  const seesSources = useCapability("sources:read");
  const seesChannels = useCapability("channels:read");
  return (
    <>
      {number && (
        <Link to="/" search={{ number: number.id }} className={classes.link}>
          {number.label
            ? `${number.label} (${phoneInWords(number.phone_number)})`
            : phoneInWords(number.phone_number)}
        </Link>
      )}
      {source_id && seesSources && (
        <Link to="/sources/$source" params={{ source: source_id }} className={classes.link}>
          <Trans>Its source</Trans>
        </Link>
      )}
      {(channel_id || orphansOf(notice).length > 0) && seesChannels && (
        <Link to="/forwarding" className={classes.link}>
          <Trans>Channels</Trans>
        </Link>
      )}
    </>
  );
}
