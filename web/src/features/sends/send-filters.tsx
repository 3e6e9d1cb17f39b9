import { t } from "@lingui/core/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { phoneInWords } from "../../lib/phone-words.ts";
import { LogFilters } from "../../ui/log-filters.tsx";
import { countryInWords } from "./place-words.ts";
import type { Gateway } from "./send-api.ts";
import { kindInWords, statusInWords } from "./send-words.ts";
import classes from "./sends.module.css";
import { KINDS, phoneIn, type SendsSearch, STATUSES } from "./sends-search.ts";
import { useCountriesSentTo } from "./use-figures.ts";

interface SendFiltersProps {
  search: SendsSearch;
  gateways: Gateway[] | undefined;
  onChange: (change: SendsSearch) => void;
}

const NONE: SendsSearch = {
  status: undefined,
  kind: undefined,
  gateway: undefined,
  country: undefined,
  to: undefined,
};

export function SendFilters({ search, gateways, onChange }: SendFiltersProps) {
  const { status, kind, gateway, country, to } = search;
  const countries = useCountriesSentTo(country);
  const isSet = Boolean(status || kind || gateway || country || to);
  const known = gateways ?? [];
  const isRemoved = gateway && !known.some(({ id }) => id === gateway);
  return (
    <LogFilters isSet={isSet} onClear={() => onChange(NONE)} className={classes.filters}>
      <NativeSelect
        label={t`Result`}
        value={status ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ status: STATUSES.find((one) => one === value) });
        }}
        data={[
          { value: "", label: t`Anything` },
          ...STATUSES.map((value) => ({ value, label: statusInWords(value) })),
        ]}
      />
      <NativeSelect
        label={t`What was sent`}
        value={kind ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ kind: KINDS.find((one) => one === value) });
        }}
        data={[
          { value: "", label: t`Anything` },
          ...KINDS.map((value) => ({ value, label: kindInWords(value) })),
        ]}
      />
      <NativeSelect
        label={t`Gateway`}
        value={gateway ?? ""}
        onChange={(event) => onChange({ gateway: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t`Any gateway` },
          ...(isRemoved ? [{ value: gateway, label: gateways ? t`Removed gateway` : "…" }] : []),
          ...known.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={t`Country`}
        value={country ?? ""}
        onChange={(event) => onChange({ country: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t`Any country` },
          ...countries.map((value) => ({ value, label: countryInWords(value) })),
        ]}
      />
      <NumberFilter key={to} to={to} onChange={(typed) => onChange({ to: typed })} />
    </LogFilters>
  );
}

interface NumberFilterProps {
  to: string | undefined;
  onChange: (to: string | undefined) => void;
}

/** Only a whole number is looked for: it is taken over when the field is left, or by Enter. */
function NumberFilter({ to, onChange }: NumberFilterProps) {
  const [typed, setTyped] = useState(to ? phoneInWords(to) : "");
  const phone = phoneIn(typed);
  const isWrong = typed.trim() !== "" && !phone;
  const [isLeft, setLeft] = useState(false);
  const take = () => {
    setLeft(true);
    if (!isWrong && phone !== to) onChange(phone);
  };
  return (
    <TextInput
      label={t`Number`}
      type="tel"
      placeholder="+64 21 555 010"
      autoComplete="off"
      value={typed}
      error={isLeft && isWrong && t`The whole number, with its country.`}
      onChange={(event) => {
        setLeft(false);
        setTyped(event.currentTarget.value);
      }}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
