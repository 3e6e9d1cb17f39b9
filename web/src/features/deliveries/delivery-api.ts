import type { components } from "../../api/schema.gen.ts";

export type Delivery = components["schemas"]["Delivery"];
export type DeliveryDetail = components["schemas"]["DeliveryDetail"];
export type DeliveryPage = components["schemas"]["Page_Delivery"];
export type DeliveryReason = components["schemas"]["DeliveryReason"];
export type DeliveryStatus = components["schemas"]["DeliveryStatus"];
export type Attempt = components["schemas"]["Attempt"];
export type Failures = { ids?: string[]; channel_id?: string };
