import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useClock } from "../../lib/clock.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type CodeDraft, codeOf } from "./code-draft.ts";
import { clockWords, secondsLeft } from "./resend-wait.ts";
import type { SentCode } from "./send-api.ts";
import classes from "./send-code.module.css";
import { SendStatusLine } from "./send-status-line.tsx";
import { statusMeaning } from "./send-words.ts";
import { useSend, useSendCode, useVerifyCode } from "./use-sends.ts";

interface CodeCheckProps {
  sent: SentCode;
  draft: CodeDraft;
  /** Another code took its place. */
  onSent: (sent: SentCode) => void;
  onBack: () => void;
  onClose: () => void;
}

/** What became of the code that was sent, and a field to type it into. */
export function CodeCheck({ sent, draft, onSent, onBack, onClose }: CodeCheckProps) {
  const { data: send } = useSend(sent.id);
  const verify = useVerifyCode(sent.id);
  const [code, setCode] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const phone = phoneInWords(sent.to);
  const isRight = verify.data?.verified === true;
  const isWrong = verify.data?.verified === false;

  useEffect(() => field.current?.focus(), []);

  function submit() {
    if (isRight) return;
    const onSuccess = ({ verified }: { verified: boolean }) => {
      if (!verified) field.current?.select();
    };
    if (code.trim()) verify.mutate(code, { onSuccess });
  }

  return (
    <DialogForm
      act={!isRight && <Trans>Check the code</Trans>}
      pending={verify.isPending}
      failure={verify.error}
      buttons={
        <>
          <Resend after={sent.resend_after} draft={draft} onSent={onSent} />
          <Button variant="default" onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
        </>
      }
      leave={<Trans>Close</Trans>}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={classes.became} role="status">
        <p className={classes.plain}>
          <Trans>
            To <strong>{phone}</strong>
          </Trans>
        </p>
        {send && <SendStatusLine send={send} />}
        <p className={classes.aside}>{statusMeaning(send?.status ?? sent.status)}</p>
      </div>
      {isRight ? (
        <Notice kind="done">{t`Correct code. You can’t use this code again.`}</Notice>
      ) : (
        <TextInput
          ref={field}
          label={t`Code you received`}
          description={t`Read it on the phone, and type it as your users would.`}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          value={code}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            if (verify.data || verify.error) verify.reset();
          }}
          error={isWrong && t`Wrong or expired code.`}
          classNames={{ input: classes.code }}
        />
      )}
    </DialogForm>
  );
}

interface ResendProps {
  after: string;
  draft: CodeDraft;
  onSent: (sent: SentCode) => void;
}

/** Says how long it takes until another code can be sent, and then sends it. */
function Resend({ after, draft, onSent }: ResendProps) {
  const send = useSendCode();
  const left = useClock((now) => secondsLeft(after, now));
  const clock = clockWords(left);
  return (
    <>
      <FailureNotice failure={send.error} />
      <Button
        variant="default"
        // Not disabled: the focus would fall off it when it is pressed.
        aria-disabled={left > 0 || undefined}
        loading={send.isPending}
        className={classes.resend}
        onClick={() => left === 0 && send.mutate(codeOf(draft), { onSuccess: onSent })}
      >
        {left > 0 ? t`Send another in ${clock}` : t`Send another`}
      </Button>
    </>
  );
}
