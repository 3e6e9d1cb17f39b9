import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { allOf } from "../../api/queries.ts";
import { roleChoices } from "../../lib/role-words.ts";
import { GRANTED } from "./granted-roles.ts";
import classes from "./number-page.module.css";

interface GrantFormProps {
  /** Who has a role here already. */
  taken: string[];
  pending: boolean;
  onGrant: (userId: string, role: "viewer" | "manager") => void;
}

/** Adds a teammate to a number, of those to whom that gives something. */
export function GrantForm({ taken, pending, onGrant }: GrantFormProps) {
  // Whoever joined a moment ago is looked for here.
  const { data: users } = useQuery({ ...allOf("/users"), staleTime: 0 });
  const [userId, setUserId] = useState("");
  const [role, setRole] = useState<"viewer" | "manager">("viewer");
  const free = users?.filter(
    (user) => user.gains_by_numbers && !user.disabled_at && !taken.includes(user.id),
  );
  if (!free?.length) return null;
  const chosen = free.some(({ id }) => id === userId) ? userId : "";

  function grant(event: SyntheticEvent) {
    event.preventDefault();
    if (chosen) onGrant(chosen, role);
  }

  return (
    <form className={classes.grant} onSubmit={grant} aria-label={t`Add somebody to this number`}>
      <NativeSelect
        label={t`Add somebody`}
        className={classes.who}
        required
        withAsterisk={false}
        value={chosen}
        onChange={(event) => setUserId(event.currentTarget.value)}
        data={[
          { value: "", label: t`Choose a teammate` },
          ...free.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={t({ message: "As", context: "role" })}
        data={roleChoices(GRANTED)}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as "viewer" | "manager")}
      />
      <Button type="submit" variant="default" loading={pending} disabled={!chosen}>
        <Trans>Add</Trans>
      </Button>
    </form>
  );
}
