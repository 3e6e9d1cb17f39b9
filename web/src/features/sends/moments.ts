import type { SendDetail, SendEvent } from "./send-api.ts";

export type Moment =
  | { kind: "begun" | "delivered" | "verified" | "voided" | "expired"; at: string }
  | { kind: "event"; at: string; event: SendEvent };

/** All that happened to a send, in order; its end only when it has come. */
export function momentsOf(detail: SendDetail, now: number): Moment[] {
  const { created_at, delivered_at, verified_at, voided_at, expires_at, status } = detail;
  // Some gateways say at once that the phone has it, and report nothing later.
  const isTold = detail.events.some(
    ({ event, result }) => event !== "asked" && result === "delivered",
  );
  const isCode = detail.kind === "code" && status !== "refused";
  const isExpired =
    isCode && !verified_at && !voided_at && expires_at && Date.parse(expires_at) <= now;
  const moments: Moment[] = [
    { kind: "begun", at: created_at },
    ...detail.events.map((event) => ({ kind: "event", at: event.at, event }) as const),
    ...(delivered_at && !isTold ? [{ kind: "delivered", at: delivered_at } as const] : []),
    ...(verified_at ? [{ kind: "verified", at: verified_at } as const] : []),
    ...(voided_at ? [{ kind: "voided", at: voided_at } as const] : []),
    ...(isExpired ? [{ kind: "expired", at: expires_at } as const] : []),
  ];
  // Sorting is stable: of the same moment the server's own order stays.
  return moments.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
