import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useChannels } from "../../api/use-channels.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { DeleteRule } from "./delete-rule.tsx";
import { NoRules } from "./no-rules.tsx";
import type { Rule } from "./rule-api.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import { RuleLists } from "./rule-lists.tsx";
import { TrialDialog } from "./trial-dialog.tsx";
import { useRules } from "./use-rules.ts";

interface RulesPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
  /** Numbers that a rule can be of; undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
  /** The channel that the reader came from, to forward something there. */
  channelId?: string;
}

type Open =
  | { kind: "new"; prefilled?: Partial<RuleDraft> }
  | { kind: "edit" | "delete"; rule: Rule }
  | { kind: "trial" };

/** What is forwarded where. */
export function RulesPage({ tabs, numbers, channelId }: RulesPageProps) {
  const { data, error, refetch } = useRules();
  const channels = useChannels().data?.data;
  const mayWrite = useCapability("channels:write");
  const [open, setOpen] = useState<Open | undefined>(
    channelId ? { kind: "new", prefilled: { channel_ids: [channelId] } } : undefined,
  );
  const add = useRef<HTMLButtonElement>(null);
  const rules = data?.data;
  const isBlank = rules?.length === 0;
  const close = () => setOpen(undefined);

  return (
    <Page
      title={t`Forwarding`}
      lead={t`Rules run top to bottom. Every matching rule applies until one stops. A number with its own rules uses only those.`}
      actions={
        mayWrite &&
        rules && (
          <>
            {!isBlank && (
              <Button variant="default" onClick={() => setOpen({ kind: "trial" })}>
                <Trans>Test rules</Trans>
              </Button>
            )}
            <Button ref={add} onClick={() => setOpen({ kind: "new" })}>
              <Trans>Add rule</Trans>
            </Button>
          </>
        )
      }
    >
      {tabs}
      {error && !rules && <LoadFailure failure={error} onRetry={refetch} />}
      {!rules && !error && <WaitingRows label={t`Loading rules`} />}
      {isBlank && (
        <NoRules
          channels={channels}
          mayWrite={mayWrite}
          onStart={(prefilled) => setOpen({ kind: "new", prefilled })}
        />
      )}
      {rules && !isBlank && (
        <RuleLists
          rules={rules}
          channels={channels}
          numbers={numbers}
          isReadOnly={!mayWrite}
          onEdit={(rule) => setOpen({ kind: "edit", rule })}
          onDelete={(rule) => setOpen({ kind: "delete", rule })}
        />
      )}
      {(open?.kind === "new" || open?.kind === "edit") && (
        <RuleDialog
          rule={open.kind === "edit" ? open.rule : undefined}
          prefilled={open.kind === "new" ? open.prefilled : undefined}
          channels={channels}
          numbers={numbers}
          onClose={close}
        />
      )}
      {open?.kind === "delete" && (
        <DeleteRule
          rule={open.rule}
          onClose={close}
          // The button that was pressed goes with its rule: the focus would be nowhere.
          onDeleted={() => add.current?.focus({ preventScroll: true })}
        />
      )}
      {open?.kind === "trial" && (
        <TrialDialog channels={channels} numbers={numbers} onClose={close} />
      )}
    </Page>
  );
}
