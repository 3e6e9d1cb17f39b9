import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect, useEffectEvent, useRef } from "react";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { Rule } from "./rule-api.ts";
import { useDeleteRule } from "./use-rules.ts";

interface DeleteRuleProps {
  rule: Rule;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteRule({ rule, onClose, onDeleted }: DeleteRuleProps) {
  const remove = useDeleteRule();
  const announce = useAnnounce();
  const isDeleted = useRef(false);
  const afterwards = useEffectEvent(() => isDeleted.current && onDeleted());
  const { name } = rule;

  // Only when the dialog has closed can anything behind it have the focus.
  useEffect(() => () => void setTimeout(afterwards), []);

  return (
    <ConfirmDialog
      title={t`Delete this rule?`}
      act={t`Delete`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(rule.id, {
          onSuccess: () => {
            isDeleted.current = true;
            announce(t`The rule is deleted.`);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p>
        <Trans>
          <strong>{name}</strong> will stop forwarding. Past deliveries stay in the log.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
