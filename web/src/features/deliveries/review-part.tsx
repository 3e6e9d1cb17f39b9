import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./deliveries.module.css";
import type { Failures } from "./delivery-api.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import { useDeliveries, useRetryMany, useReview } from "./use-deliveries.ts";

const SHOWN = 5;

interface ReviewPartProps {
  /** Only what went over this channel. */
  channelId: string | undefined;
  /** Whether the log below shows nothing else, and this part therefore only its buttons. */
  isListedBelow: boolean;
  mayWrite: boolean;
  onOpen: (id: string) => void;
  onShowAll: () => void;
}

/** Failed deliveries of which nobody has said yet that they know. */
export function ReviewPart(props: ReviewPartProps) {
  const { channelId, isListedBelow, mayWrite, onOpen, onShowAll } = props;
  const query = { needs_review: true, ...(channelId && { channel_id: channelId }) };
  const { data, hasNextPage } = useDeliveries(query);
  const retry = useRetryMany();
  const review = useReview();
  const announce = useAnnounce();
  const [stayed, setStayed] = useState(false);
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  const count = all.length;
  if (count === 0) return null;
  // What fails while somebody reads the list is not meant: only what they were shown is named.
  const meant: Failures = hasNextPage
    ? { channel_id: channelId }
    : { ids: all.map(({ id }) => id) };
  const failure = retry.error ?? review.error;

  function tryAll() {
    review.reset();
    retry.mutate(meant, {
      onSuccess: ({ changed }) => {
        setStayed(changed < count);
        announce(
          plural(changed, {
            0: "No deliveries to retry.",
            one: "Retrying # delivery.",
            other: "Retrying # deliveries.",
          }),
        );
      },
    });
  }

  function knowAll() {
    retry.reset();
    review.mutate(meant, {
      onSuccess: () => announce(t`Removed from “Needs review”. The deliveries stay in the log.`),
    });
  }

  return (
    <Part
      title={hasNextPage ? t`Needs review: ${count} or more` : t`Needs review: ${count}`}
      words={t`Codebell gave up on these deliveries; they never reached their receivers.`}
      actions={
        mayWrite && (
          <>
            <Button loading={retry.isPending} disabled={review.isPending} onClick={tryAll}>
              <Trans>Try all again</Trans>
            </Button>
            <Button
              variant="default"
              loading={review.isPending}
              disabled={retry.isPending}
              onClick={knowAll}
            >
              <Trans>Mark all as reviewed</Trans>
            </Button>
          </>
        )
      }
    >
      <FailureNotice failure={failure} />
      {stayed && !retry.isPending && (
        <Notice>{t`Only expired codes and deliveries on switched-off channels are left.`}</Notice>
      )}
      {!isListedBelow && (
        <ol className={classes.rows} aria-label={t`Deliveries that need review, newest first`}>
          {all.slice(0, SHOWN).map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              mayRetry={mayWrite}
              onOpen={onOpen}
            />
          ))}
        </ol>
      )}
      {!isListedBelow && count > SHOWN && (
        <div className={classes.foot}>
          <Button variant="default" onClick={onShowAll}>
            <Trans>Show all of them</Trans>
          </Button>
        </div>
      )}
    </Part>
  );
}
