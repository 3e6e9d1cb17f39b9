/** What the address bar says of the log of deliveries. */
export interface DeliveriesSearch {
  review?: "true";
  status?: "waiting" | "delivered" | "failed";
  channel?: string;
  number?: string;
  delivery?: string;
}

/** Keeps what can be understood and drops the rest: an address may have been typed by hand. */
export function parseDeliveriesSearch(_raw: Record<string, unknown>): DeliveriesSearch {
  return {};
}
