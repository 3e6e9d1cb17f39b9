import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Dialog } from "../../ui/dialog.tsx";
import { CodeCheck } from "./code-check.tsx";
import type { CodeDraft } from "./code-draft.ts";
import { NO_CODE } from "./code-draft.ts";
import { CodeForm } from "./code-form.tsx";
import type { Gateway, SentCode } from "./send-api.ts";

interface SendCodeDialogProps {
  gateways: Gateway[] | undefined;
  onClose: () => void;
}

/** Sends a code the way a program does, and lets it be checked: the whole way, by hand. */
export function SendCodeDialog({ gateways, onClose }: SendCodeDialogProps) {
  const [draft, setDraft] = useState<CodeDraft>(NO_CODE);
  const [sent, setSent] = useState<SentCode>();
  return (
    <Dialog title={t`Send test code`} onClose={onClose} wide>
      {sent ? (
        <CodeCheck
          key={sent.id}
          sent={sent}
          draft={draft}
          onSent={setSent}
          onBack={() => setSent(undefined)}
          onClose={onClose}
        />
      ) : (
        <CodeForm
          draft={draft}
          gateways={gateways}
          onChange={setDraft}
          onSent={setSent}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
