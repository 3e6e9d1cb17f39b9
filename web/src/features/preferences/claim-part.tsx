import { t } from "@lingui/core/macro";
import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { usePreferences, useSavePreferences } from "../../api/use-preferences.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./preferences.module.css";

export function ClaimPart({ badge }: { badge: ReactNode }) {
  const { claim_on_copy } = usePreferences();
  const save = useSavePreferences();
  return (
    <Part
      title={t`Copying a code`}
      words={t`Claiming a code tells your team that you’re using it, so nobody else tries it.`}
      actions={badge}
    >
      <FailureNotice failure={save.error} />
      <Switch
        className={classes.switch}
        label={t`Claim a code when I copy it`}
        checked={claim_on_copy}
        onChange={(event) => save.mutate({ claim_on_copy: event.currentTarget.checked })}
      />
    </Part>
  );
}
