import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, PasswordInput } from "@mantine/core";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";

interface PasswordPromptProps {
  /** The button's own words. */
  act: string;
  pending: boolean;
  failure: unknown;
  onPassword: (password: string) => void;
  onCancel?: () => void;
  children?: ReactNode;
}

/** Asks for the password again: an open page left alone must not be enough to change how one signs in. */
export function PasswordPrompt(props: PasswordPromptProps) {
  const { act, pending, failure, onPassword, onCancel, children } = props;
  const [password, setPassword] = useState("");
  const atField = fieldFailures(failure).password;

  function go(event: SyntheticEvent) {
    event.preventDefault();
    onPassword(password);
  }

  return (
    <form onSubmit={go} className={formClasses.form}>
      {failure != null && !atField && <Notice kind="failure">{describeFailure(failure)}</Notice>}
      {children}
      <PasswordInput
        label={t`Your password`}
        size="md"
        required
        withAsterisk={false}
        autoFocus
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={atField}
      />
      <DialogButtons>
        <Button type="submit" loading={pending}>
          {act}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        )}
      </DialogButtons>
    </form>
  );
}
