import type { components } from "../../api/schema.gen.ts";

/** A kind, and what it needs to be told. */
export type ChannelKind = components["schemas"]["ChannelKindDetail"];
export type ChannelSettings = components["schemas"]["ChannelSettings"];
export type NewChannel = components["schemas"]["CreateChannel"];
export type ChannelChange = components["schemas"]["UpdateChannel"];
export type MadeChannel = components["schemas"]["MadeChannel"];
export type LastDelivery = components["schemas"]["LastDelivery"];
export type TestOutcome = components["schemas"]["DeliveryDetail"];
export type Attempt = components["schemas"]["Attempt"];
