import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { $api } from "../../api/queries.ts";
import { LogFilters } from "../../ui/log-filters.tsx";
import { actionInWords } from "./action-words.ts";
import classes from "./audit.module.css";
import type { AuditSearch } from "./audit-search.ts";
import { usePeople } from "./use-people.ts";

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (change: AuditSearch) => void;
}

const NONE: AuditSearch = {
  actor: undefined,
  action: undefined,
  target: undefined,
  from: undefined,
  to: undefined,
};

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const actions = $api.useQuery("get", "/audit/actions");
  const known = actions.data?.data.toSorted((a, b) =>
    actionInWords(a).localeCompare(actionInWords(b)),
  );
  // An address may hold an action that the list does not have, such as "session.".
  const further =
    search.action && !known?.some((name) => name === search.action) ? [search.action] : [];
  const set = Object.values(search).some(Boolean);

  return (
    <LogFilters isSet={set} onClear={() => onChange(NONE)} className={classes.filters}>
      <ActorSelect value={search.actor} onChange={(actor) => onChange({ actor })} />
      <NativeSelect
        label={t`What`}
        value={search.action ?? ""}
        onChange={(event) => onChange({ action: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t`Everything` },
          ...[...further, ...(known ?? [])].map((action) => ({
            value: action,
            label: actionInWords(action),
          })),
        ]}
      />
      <TextInput
        type="date"
        label={t({ message: "From", context: "date" })}
        value={search.from ?? ""}
        max={search.to}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={t({ message: "To", context: "date" })}
        value={search.to ?? ""}
        min={search.from}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
      />
      {search.target && (
        <Button
          variant="default"
          className={classes.target}
          onClick={() => onChange({ target: undefined })}
          aria-label={t`Show actions on all items`}
        >
          <Trans>One item only ×</Trans>
        </Button>
      )}
    </LogFilters>
  );
}

interface ActorSelectProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** People by name. Keys and sources are reached from an entry of theirs. */
function ActorSelect({ value, onChange }: ActorSelectProps) {
  const { data: known = [] } = usePeople();
  const other = value && !known.some(({ id }) => id === value);
  const named = (people: typeof known) =>
    people.map(({ id, name }) => ({ value: id, label: name }));
  const gone = named(known.filter(({ removed_at }) => removed_at));
  return (
    <NativeSelect
      label={t`Who`}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      data={[
        { value: "", label: t`Anybody` },
        ...(other ? [{ value, label: t`Person selected below` }] : []),
        ...named(known.filter(({ removed_at }) => !removed_at)),
        ...(gone.length > 0 ? [{ group: t`Former members`, items: gone }] : []),
      ]}
    />
  );
}
