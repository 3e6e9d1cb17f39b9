/** What the address bar says of the audit log: its filters. */
export interface AuditSearch {
  actor?: string;
  action?: string;
  target?: string;
  from?: string;
  to?: string;
}

// A type, not an interface: it is handed on as plain query parameters.
export type AuditQuery = {
  actor_id?: string;
  action?: string;
  target_id?: string;
  since?: string;
  until?: string;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function words(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function day(value: unknown): string | undefined {
  const text = words(value);
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function given<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

/** Keeps what can be understood and drops the rest: an address may have been typed by hand. */
export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return given({
    actor: words(raw.actor),
    action: words(raw.action),
    target: words(raw.target),
    from: day(raw.from),
    to: day(raw.to),
  });
}

/** Days are the reader's own days, from their first to their last moment. */
export function toAuditQuery(search: AuditSearch): AuditQuery {
  return given({
    actor_id: search.actor,
    action: search.action,
    target_id: search.target,
    since: search.from && new Date(`${search.from}T00:00:00.000`).toISOString(),
    until: search.to && new Date(`${search.to}T23:59:59.999`).toISOString(),
  });
}
