import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Loader, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Channel } from "../../api/client.ts";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import classes from "./channels.module.css";
import { TestResult } from "./test-result.tsx";
import type { useTestChannel } from "./use-channels.ts";

interface TestDialogProps {
  channel: Channel;
  /** The test was begun by whoever opened this. */
  test: ReturnType<typeof useTestChannel>;
  onClose: () => void;
}

/** What came of a made-up message that was sent over a channel. */
export function TestDialog({ channel, test, onClose }: TestDialogProps) {
  const { name } = channel;
  const again = useRef<HTMLButtonElement>(null);
  const { isPending } = test;
  const waiting = t`Sending a sample message. The answer may take up to 15 seconds.`;
  useEffect(() => {
    if (!isPending) again.current?.focus({ preventScroll: true });
  }, [isPending]);

  return (
    <Dialog title={t`Test of ${name}`} onClose={onClose} wide>
      <div className={formClasses.form}>
        {/* There before its words, and inside the dialog, so that they are read out. */}
        <VisuallyHidden role="status">
          {isPending ? waiting : test.data?.delivery.status === "delivered" && t`The test arrived.`}
        </VisuallyHidden>
        {isPending && (
          <div className={classes.sending} aria-hidden="true">
            <Loader size="sm" />
            <span>{waiting}</span>
          </div>
        )}
        <FailureNotice failure={test.error} />
        {!isPending && test.data && <TestResult outcome={test.data} />}
        <DialogButtons>
          {!isPending && (
            <Button ref={again} variant="default" onClick={() => test.mutate(channel.id)}>
              <Trans>Send another</Trans>
            </Button>
          )}
          <LeaveButton onClose={onClose}>{t`Close`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
