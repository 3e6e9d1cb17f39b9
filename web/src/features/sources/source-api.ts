import type { components } from "../../api/schema.gen.ts";

export type Provider = components["schemas"]["Provider"];
export type SecretWay = components["schemas"]["SecretWay"];
export type SchemePreset = components["schemas"]["SchemePreset"];
export type Source = components["schemas"]["Source"];
export type NewSource = components["schemas"]["CreateSource"];
export type SourceChange = components["schemas"]["UpdateSource"];
/** What is told when a source was made or got a new secret. */
export type OpenedSource = components["schemas"]["OpenedSource"];
export type SignedRequest = components["schemas"]["SignedRequest"];
export type SignatureScheme = components["schemas"]["SignatureScheme"];
export type Fields = components["schemas"]["Fields"];
export type Delivery = components["schemas"]["SourceDelivery"];
export type Reason = components["schemas"]["Reason"];
export type LastMessage = components["schemas"]["LastMessage"];
export type SourceStatus = components["schemas"]["SourceStatus"];
