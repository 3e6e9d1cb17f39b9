import { t } from "@lingui/core/macro";
import type { Fields } from "./source-api.ts";

/** Where the fields of a message are, as a form holds them. */
export interface BodyFields {
  from: string;
  text: string;
  to: string;
  id: string;
  received_at: string;
  event_pointer: string;
  event_message: string;
  receipt_id: string;
  receipt_status: string;
}

export const USUAL_FIELDS: BodyFields = {
  from: "/from",
  text: "/text",
  to: "/to",
  id: "/id",
  received_at: "/received_at",
  event_pointer: "",
  event_message: "",
  receipt_id: "",
  receipt_status: "",
};

const POINTERS = ["from", "text", "to", "id", "received_at"] as const;

export function toFields(fields: BodyFields): Fields {
  const pointer = fields.event_pointer.trim();
  const id = fields.receipt_id.trim();
  return {
    from: fields.from.trim(),
    text: fields.text.trim(),
    to: fields.to.trim(),
    id: fields.id.trim(),
    received_at: fields.received_at.trim(),
    event: pointer ? { pointer, message: fields.event_message.trim() } : null,
    receipt: id ? { id, status: fields.receipt_status.trim() } : null,
  };
}

export function fromFields(stored: Partial<Fields> | null): BodyFields {
  const { event, receipt, ...pointers } = stored ?? {};
  return {
    ...USUAL_FIELDS,
    ...pointers,
    event_pointer: event?.pointer ?? "",
    event_message: event?.message ?? "",
    receipt_id: receipt?.id ?? "",
    receipt_status: receipt?.status ?? "",
  };
}

export type BodyFaults = Partial<Record<keyof BodyFields, string>>;

export function bodyFaults(fields: BodyFields): BodyFaults {
  const example = "/data/from";
  const words = t`It begins with a slash, as in ${example}.`;
  const faults: BodyFaults = {};
  for (const name of POINTERS) if (!fields[name].trim().startsWith("/")) faults[name] = words;
  const event = fields.event_pointer.trim();
  if (event && !event.startsWith("/")) faults.event_pointer = words;
  if (event && !fields.event_message.trim())
    faults.event_message = t`Enter the value for messages.`;
  const receipt = [fields.receipt_id.trim(), fields.receipt_status.trim()];
  if (receipt[0] && !receipt[0].startsWith("/")) faults.receipt_id = words;
  if (receipt[0] && !receipt[1]?.startsWith("/")) faults.receipt_status = words;
  return faults;
}

/** What a JSON pointer (RFC 6901) leads to; undefined where it leads nowhere. */
export function atPointer(value: unknown, pointer: string): unknown {
  if (!pointer.startsWith("/")) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (inner, part) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, part)
          ? (inner as Record<string, unknown>)[part]
          : undefined,
      value,
    );
}
