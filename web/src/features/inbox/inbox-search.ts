import type { Message } from "../../api/client.ts";

/** What the address bar says of the inbox: the filters, and the message that is open. */
export interface InboxSearch {
  q?: string;
  sender?: string;
  number?: string;
  service?: string;
  from?: string;
  to?: string;
  has_code?: "true";
  code_missed?: "true";
  unread?: "true";
  message?: string;
}

export type InboxFilters = Omit<InboxSearch, "message">;

export interface MessageQuery {
  q?: string;
  sender?: string;
  number_id?: string;
  service?: string;
  since?: string;
  until?: string;
  has_code?: boolean;
  code_missed?: boolean;
  unread?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function words(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function day(value: unknown): string | undefined {
  const text = words(value);
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** Keeps what can be understood and drops the rest: an address may have been typed by hand. */
export function parseInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const search: InboxSearch = {
    q: words(raw.q),
    sender: words(raw.sender),
    number: words(raw.number),
    service: words(raw.service),
    from: day(raw.from),
    to: day(raw.to),
    has_code: raw.has_code === "true" ? "true" : undefined,
    code_missed: raw.code_missed === "true" ? "true" : undefined,
    unread: raw.unread === "true" ? "true" : undefined,
    message: words(raw.message),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export function filtersOf({ message: _, ...filters }: InboxSearch): InboxFilters {
  return filters;
}

/** Days are the reader's own days, from their first to their last moment. */
export function toMessageQuery(filters: InboxFilters): MessageQuery {
  const query: MessageQuery = {
    q: filters.q?.trim(),
    sender: filters.sender?.trim(),
    number_id: filters.number,
    service: filters.service?.trim(),
    since: filters.from && new Date(`${filters.from}T00:00:00.000`).toISOString(),
    until: filters.to && new Date(`${filters.to}T23:59:59.999`).toISOString(),
    has_code: filters.has_code && true,
    code_missed: filters.code_missed && true,
    unread: filters.unread && true,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

export function isFiltered(query: MessageQuery): boolean {
  return Object.keys(query).length > 0;
}

/** Whether a new message belongs into a list; undefined where only the server can tell. */
export function fits(query: MessageQuery, message: Message): boolean | undefined {
  if (query.number_id && query.number_id !== message.number.id) return false;
  if (query.has_code && !message.code) return false;
  if (query.code_missed && message.code) return false;
  if (query.unread && message.read) return false;
  const { q, sender, service, since, until, code_missed } = query;
  return [q, sender, service, since, until, code_missed].every((one) => one === undefined)
    ? true
    : undefined;
}

/** The filters as they stand in the address: what a saved view remembers. */
export function viewQuery(filters: InboxFilters): string {
  const set = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(set.toSorted()).toString();
}

export function filtersOfView(query: string): InboxFilters {
  return filtersOf(parseInboxSearch(Object.fromEntries(new URLSearchParams(query))));
}
