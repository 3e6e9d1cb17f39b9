import { t } from "@lingui/core/macro";
import { TextInput, type TextInputProps } from "@mantine/core";

/** The address that an account is known by, named so that a browser keeps the password with it. */
export function EmailField(props: TextInputProps) {
  return (
    <TextInput
      label={t`E-mail`}
      type="email"
      size="md"
      withAsterisk={false}
      autoComplete="username"
      {...props}
    />
  );
}

/** What the others on the team see. */
export function NameField(props: TextInputProps) {
  return (
    <TextInput
      label={t`Your name`}
      size="md"
      required
      withAsterisk={false}
      autoComplete="name"
      {...props}
    />
  );
}
