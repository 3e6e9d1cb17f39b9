import { t } from "@lingui/core/macro";
import { PasswordInput } from "@mantine/core";

interface SecretFieldProps {
  value: string;
  onChange: (secret: string) => void;
  error: string | undefined;
  /** It is what a dialog is opened for. */
  isNext?: boolean;
}

/** A provider's secret, pasted. Nobody who looks over a shoulder should read it. */
export function SecretField({ value, onChange, error, isNext = false }: SecretFieldProps) {
  return (
    <PasswordInput
      label={t`Secret`}
      description={t`Paste it exactly as shown, including any prefix such as whsec_.`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      aria-invalid={error ? true : undefined}
      data-autofocus={isNext || undefined}
      autoComplete="off"
      spellCheck={false}
      visibilityToggleButtonProps={{ "aria-label": t`Show the secret` }}
      // Password keepers would offer to keep it as the reader's own.
      data-1p-ignore
      data-lpignore="true"
    />
  );
}
