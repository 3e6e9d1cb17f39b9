import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect } from "react";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { TrialResult } from "./trial-result.tsx";
import { useDryRun } from "./use-rules.ts";

interface TrialDialogProps {
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  onClose: () => void;
}

/** What the rules as they are would have done with the last messages. */
export function TrialDialog({ channels, numbers, onClose }: TrialDialogProps) {
  const trial = useDryRun();
  const { mutate } = trial;
  useEffect(() => mutate({}), [mutate]);
  return (
    <Dialog title={t`Test rules`} onClose={onClose} wide>
      <div className={formClasses.form}>
        <div className={formClasses.words}>
          <Trans>Tests these rules on the last 100 messages. Nothing is sent.</Trans>
        </div>
        {trial.isError && <LoadFailure failure={trial.error} onRetry={() => mutate({})} />}
        <TrialResult
          result={trial.data}
          isPending={trial.isPending}
          channels={channels}
          numbers={numbers}
        />
        <DialogButtons>
          <LeaveButton onClose={onClose}>{t`Close`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
