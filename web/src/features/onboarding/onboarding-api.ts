import type { components } from "../../api/schema.gen.ts";

/** What the server knows of a first run: facts, from which the page makes its list. */
export type Onboarding = components["schemas"]["Onboarding"];
