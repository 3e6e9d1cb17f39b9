import type { components } from "../../api/schema.gen.ts";

export type Send = components["schemas"]["Send"];
export type SendDetail = components["schemas"]["SendDetail"];
export type SendEvent = components["schemas"]["SendEvent"];
export type SendKind = components["schemas"]["SendKind"];
export type SendPage = components["schemas"]["Page_Send"];
export type SendStatus = components["schemas"]["SendStatus"];
/** What is not said is as usual; the schema has what has a default as if it had to be said. */
type AsUsual<T, K extends keyof T> = Omit<T, K> & Partial<T>;

export type NewCode = AsUsual<components["schemas"]["SendCode"], "digits" | "ttl_seconds">;
export type SentCode = components["schemas"]["SentCode"];
export type Gateway = components["schemas"]["Gateway"];
export type GatewayKind = components["schemas"]["GatewayKind"];
export type NewGateway = components["schemas"]["CreateGateway"];
export type GatewayChange = components["schemas"]["UpdateGateway"];
export type LastAnswer = components["schemas"]["LastAnswer"];
export type Figures = components["schemas"]["SendFigures"];
export type Limits = components["schemas"]["SendLimits"];
export type SendText = components["schemas"]["SendText"];
export type TextLength = components["schemas"]["TextLength"];
export type TextToSet = components["schemas"]["SetText"];
export type TextToPreview = AsUsual<components["schemas"]["PreviewText"], "ttl_seconds">;
export type Brand = components["schemas"]["Brand"];
export type Canary = components["schemas"]["Canary"];
export type CanaryRun = components["schemas"]["CanaryRun"];
export type Schedule = components["schemas"]["SetCanary"];
