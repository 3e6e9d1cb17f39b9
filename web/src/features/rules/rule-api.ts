import type { components } from "../../api/schema.gen.ts";

export type Rule = components["schemas"]["Rule"];
export type NewRule = components["schemas"]["CreateRule"];
export type RuleChange = components["schemas"]["UpdateRule"];
export type RuleEvent = components["schemas"]["RuleEvent"];
export type Conditions = components["schemas"]["RuleConditions"];
export type Hours = components["schemas"]["RuleHours"];
export type NoticeKind = components["schemas"]["NoticeKind"];
export type DryRun = components["schemas"]["DryRun"];
export type DryRunResult = components["schemas"]["DryRunResult"];
export type TriedMessage = components["schemas"]["TriedMessage"];

export const NOTICE_KINDS: NoticeKind[] = [
  "number.expiring",
  "number.silent",
  "billing.issue",
  "channel.failing",
  "channel.gone",
  "channel.orphaned",
  "pattern.slow",
  "audit.broken",
  "database.restarted",
  "send.ceiling",
  "canary.missing",
];
