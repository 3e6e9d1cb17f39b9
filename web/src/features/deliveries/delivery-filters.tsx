import { t } from "@lingui/core/macro";
import { NativeSelect } from "@mantine/core";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { LogFilters } from "../../ui/log-filters.tsx";
import classes from "./deliveries.module.css";
import type { DeliveriesSearch } from "./deliveries-search.ts";
import { statusInWords } from "./delivery-words.ts";

interface DeliveryFiltersProps {
  search: DeliveriesSearch;
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  onChange: (change: DeliveriesSearch) => void;
}

const NONE: DeliveriesSearch = {
  review: undefined,
  status: undefined,
  channel: undefined,
  number: undefined,
};
const REVIEW = "review";
const STATUSES = ["waiting", "delivered", "failed"] as const;

export function DeliveryFilters({ search, channels, numbers, onChange }: DeliveryFiltersProps) {
  const { review, status, channel, number } = search;
  const isSet = Boolean(review || status || channel || number);
  return (
    <LogFilters isSet={isSet} onClear={() => onChange(NONE)} className={classes.filters}>
      <NativeSelect
        label={t`Result`}
        value={review ? REVIEW : (status ?? "")}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({
            review: value === REVIEW ? "true" : undefined,
            status: STATUSES.find((one) => one === value),
          });
        }}
        data={[
          { value: "", label: t`Anything` },
          { value: REVIEW, label: t`Needs review` },
          ...STATUSES.map((value) => ({ value, label: statusInWords(value) })),
        ]}
      />
      <NativeSelect
        label={t`Channel`}
        value={channel ?? ""}
        onChange={(event) => onChange({ channel: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t`Any channel` },
          ...unlisted(channel, channels, t`Removed channel`),
          ...(channels ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label={t`Number`}
        value={number ?? ""}
        onChange={(event) => onChange({ number: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t`Any number` },
          ...unlisted(number, numbers, t`One number`),
          ...(numbers ?? []).map(({ id, label, phone_number }) => ({
            value: id,
            label: label ?? phoneInWords(phone_number),
          })),
        ]}
      />
    </LogFilters>
  );
}

/** An address may name what the list does not have. */
function unlisted(id: string | undefined, known: { id: string }[] | undefined, label: string) {
  if (!id || known?.some((one) => one.id === id)) return [];
  return [{ value: id, label: known ? label : "…" }];
}
