import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { isMissing } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { ExactTime } from "../../ui/exact-time.tsx";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { AttemptItem } from "./attempt-item.tsx";
import type { Delivery } from "./delivery-api.ts";
import classes from "./delivery-dialog.module.css";
import { DeliveryWhat } from "./delivery-what.tsx";
import { numberInWords, reasonInWords } from "./delivery-words.ts";
import { RetryButton } from "./retry-button.tsx";
import { StatusLine } from "./status-line.tsx";
import { useDelivery, useReview } from "./use-deliveries.ts";

interface DeliveryDialogProps {
  id: string;
  mayWrite: boolean;
  onClose: () => void;
}

/** One delivery with all of its attempts. */
export function DeliveryDialog({ id, mayWrite, onClose }: DeliveryDialogProps) {
  const { data, error, refetch } = useDelivery(id);
  return (
    <Dialog title={t`Delivery`} onClose={onClose} wide>
      <div className={classes.body}>
        {!data && !error && <WaitingRows label={t`Loading the delivery`} />}
        {error && !data && isMissing(error) && (
          <Notice kind="failure">
            {t`This delivery no longer exists. Codebell keeps deliveries for 30 days.`}
          </Notice>
        )}
        {error && !data && !isMissing(error) && <LoadFailure failure={error} onRetry={refetch} />}
        {data && (
          <>
            <DeliveryFacts delivery={data.delivery} />
            <section aria-label={t`Attempts`} className={classes.section}>
              <h3 className={classes.heading}>{t`Attempts`}</h3>
              {data.attempts.length === 0 ? (
                <p className={classes.none}>{t`It has not been tried yet.`}</p>
              ) : (
                <ol className={classes.attempts}>
                  {data.attempts.map((attempt) => (
                    <AttemptItem key={attempt.started_at} attempt={attempt} />
                  ))}
                </ol>
              )}
            </section>
          </>
        )}
        <DialogButtons>
          {mayWrite && data?.delivery.status === "failed" && <RetryButton id={id} />}
          {mayWrite && data?.delivery.needs_review && <KnowButton id={id} />}
          <LeaveButton onClose={onClose}>{t`Close`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

function KnowButton({ id }: { id: string }) {
  const review = useReview();
  const announce = useAnnounce();
  return (
    <>
      <FailureNotice failure={review.error} />
      <Button
        variant="default"
        loading={review.isPending}
        onClick={() =>
          review.mutate(
            { ids: [id] },
            {
              onSuccess: () =>
                announce(t`Removed from “Needs review”. The delivery stays in the log.`),
            },
          )
        }
      >
        <Trans>Mark as reviewed</Trans>
      </Button>
    </>
  );
}

function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  const { channel, number, reason, detail, created_at, finished_at } = delivery;
  const facts: Fact[] = [
    [t`Result`, <StatusLine key="status" delivery={delivery} />],
    [t`Why`, reason && reasonInWords(reason)],
    [t`In the server’s words`, detail],
    [t`What`, <DeliveryWhat key="what" delivery={delivery} />],
    [t`Channel`, channel.name],
    [t`Number`, number && numberInWords(number)],
    [t`Begun`, <ExactTime key="begun" at={created_at} />],
    [t`Ended`, finished_at && <ExactTime key="ended" at={finished_at} />],
  ];
  return <Facts facts={facts} />;
}
