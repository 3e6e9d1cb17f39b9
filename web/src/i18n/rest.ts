import { loadRest } from "./activate.ts";

// Modules that are not part of the first load take this one along, and so wait for their texts
// (texts.ts at the root of the page's code).
await loadRest();
