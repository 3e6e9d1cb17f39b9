/** What the address bar says of the log of deliveries. */
export interface DeliveriesSearch {
  review?: "true";
  status?: "waiting" | "delivered" | "failed";
  channel?: string;
  number?: string;
  delivery?: string;
}

// A type, not an interface: it is handed on as plain query parameters.
export type DeliveryQuery = {
  status?: DeliveriesSearch["status"];
  channel_id?: string;
  number_id?: string;
  needs_review?: boolean;
};

const STATUSES = ["waiting", "delivered", "failed"] as const;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function id(value: unknown): string | undefined {
  return typeof value === "string" && ID.test(value) ? value : undefined;
}

function given<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

/** Keeps what can be understood and drops the rest: an address may have been typed by hand. */
export function parseDeliveriesSearch(raw: Record<string, unknown>): DeliveriesSearch {
  return given({
    review: raw.review === "true" || raw.review === true ? "true" : undefined,
    status: STATUSES.find((status) => status === raw.status),
    channel: id(raw.channel),
    number: id(raw.number),
    delivery: id(raw.delivery),
  });
}

export function toDeliveryQuery(search: DeliveriesSearch): DeliveryQuery {
  return given({
    status: search.status,
    channel_id: search.channel,
    number_id: search.number,
    needs_review: search.review && true,
  });
}
