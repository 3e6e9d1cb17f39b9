import { t } from "@lingui/core/macro";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";

export const SHORTEST_PASSWORD = 12;

/** What can be said of a password without the server, which also refuses those easily guessed. */
export function passwordFault(password: string): string | null {
  return [...password].length < SHORTEST_PASSWORD
    ? t`Use at least ${SHORTEST_PASSWORD} characters.`
    : null;
}

export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      description={t`At least ${SHORTEST_PASSWORD} characters. A few unrelated words are easy to remember.`}
      size="md"
      required
      withAsterisk={false}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
      {...props}
    />
  );
}
