import type { components } from "../../api/schema.gen.ts";

export type CodeRule = components["schemas"]["CodeRule"];
export type NewCodeRule = components["schemas"]["CreateCodeRule"];
export type RuleKind = components["schemas"]["CodeRuleKind"];
export type Preview = components["schemas"]["Preview"];
export type Change = components["schemas"]["Change"];
