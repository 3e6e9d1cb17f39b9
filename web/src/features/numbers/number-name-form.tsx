import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import classes from "./numbers-nav.module.css";
import { useUpdateNumber } from "./use-numbers.ts";

export function NumberNameForm({ number, onDone }: { number: PhoneNumber; onDone: () => void }) {
  const [label, setLabel] = useState(number.label ?? "");
  const update = useUpdateNumber();
  const phone = phoneInWords(number.phone_number);

  function save(event: SyntheticEvent) {
    event.preventDefault();
    update.mutate({ id: number.id, label: label.trim() || null }, { onSuccess: onDone });
  }

  return (
    <form
      className={classes.naming}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      <TextInput
        label={t`Name of ${phone}`}
        placeholder={t`Bank, front desk …`}
        maxLength={80}
        autoFocus
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        error={
          update.isError && (fieldFailures(update.error).label ?? describeFailure(update.error))
        }
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={update.isPending}>
          <Trans>Save</Trans>
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
