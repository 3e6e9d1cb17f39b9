import { t } from "@lingui/core/macro";
import type { Send, SendEvent, SendKind, SendStatus } from "./send-api.ts";

export function statusInWords(status: SendStatus): string {
  switch (status) {
    case "sending":
      return t({ message: "Being sent", context: "send" });
    case "unknown":
      return t({ message: "Unknown", context: "send" });
    case "accepted":
      return t({ message: "Accepted", context: "send" });
    case "queued":
      return t({ message: "Queued", context: "send" });
    case "delivered":
      return t({ message: "Delivered", context: "send" });
    case "failed":
      return t({ message: "Not delivered", context: "send" });
    case "blocked":
      return t({ message: "Blocked", context: "send" });
    case "refused":
      return t({ message: "Not sent", context: "send" });
  }
}

/** The same in a sentence, where somebody looks closer. */
export function statusMeaning(status: SendStatus): string {
  switch (status) {
    case "sending":
      return t`Contacting a gateway…`;
    case "unknown":
      return t`The gateway gave no clear answer. The SMS may have gone out, so Codebell tried no other gateway.`;
    case "accepted":
      return t`A gateway accepted the SMS. Delivery to the phone isn’t confirmed yet.`;
    case "queued":
      return t`The SMS is waiting for the phone and may still arrive.`;
    case "delivered":
      return t`The phone has it.`;
    case "failed":
      return t`A gateway accepted the SMS but couldn’t deliver it.`;
    case "blocked":
      return t`The gateway or the carrier blocked it.`;
    case "refused":
      return t`No gateway accepted the SMS, so nothing was sent.`;
  }
}

export function toneOf(status: SendStatus): "plain" | "good" | "heed" {
  if (status === "delivered") return "good";
  return ["failed", "blocked", "refused", "unknown"].includes(status) ? "heed" : "plain";
}

export function kindInWords(kind: SendKind): string {
  switch (kind) {
    case "code":
      return t({ message: "Code", context: "send" });
    case "relay":
      return t({ message: "Code of a source", context: "send" });
    case "text":
      return t({ message: "Text of a source", context: "send" });
    case "test":
      return t({ message: "Test of a gateway", context: "send" });
  }
}

export type CodeState = "verified" | "voided" | "expired" | "open";

/** What became of a code that can be checked here; undefined where there is none. */
export function codeState(send: Send, now: number): CodeState | undefined {
  if (send.kind !== "code" || send.status === "refused") return undefined;
  if (send.verified_at) return "verified";
  if (send.voided_at) return "voided";
  if (send.expires_at && Date.parse(send.expires_at) <= now) return "expired";
  return "open";
}

export function codeStateInWords(state: CodeState): string {
  switch (state) {
    case "verified":
      return t({ message: "verified", context: "code" });
    case "voided":
      return t({ message: "replaced by a later code", context: "code" });
    case "expired":
      return t({ message: "expired", context: "code" });
    case "open":
      return t({ message: "not verified yet", context: "code" });
  }
}

/** What happened, as the timeline tells it. */
export function eventInWords({ event, result, gateway }: SendEvent): string {
  const name = gateway ?? t`A gateway`;
  if (event === "asked") {
    if (result === "accepted") return t`Accepted by ${name}`;
    if (result === "refused") return t`Not accepted by ${name}`;
    return t`${name} gave no clear answer`;
  }
  switch (result) {
    case "accepted":
      return t`${name} reports: on its way`;
    case "queued":
      return t`${name} reports: waiting for the phone`;
    case "delivered":
      return t`${name} reports: delivered`;
    case "failed":
      return t`${name} reports: not delivered`;
    case "blocked":
      return t`${name} reports: blocked`;
    default:
      return t`${name} reports: ${result}`;
  }
}

export function toneOfEvent({ result }: SendEvent): "plain" | "good" | "heed" {
  if (result === "delivered") return "good";
  return ["refused", "unknown", "failed", "blocked"].includes(result) ? "heed" : "plain";
}
