import { expect, it } from "vitest";
import { reasonInWords } from "./reason-words.ts";
import { adviceFor } from "./refusal-advice.ts";
import type { Reason } from "./source-api.ts";
import { sampleDelivery } from "./source-samples.ts";

const REASONS = Object.keys({
  header_missing: 1,
  header_malformed: 1,
  signature_mismatch: 1,
  stale_timestamp: 1,
  plain_http: 1,
  not_json: 1,
  field_missing: 1,
} satisfies Record<Reason, 1>) as Reason[];

const about = { provider: "JoltSMS", isGeneric: false, clockLead: 0 };

it.each(REASONS)("says in words what %s is, and how to mend it", (reason) => {
  const { title, steps } = adviceFor(sampleDelivery({ reason, detail: "" }), about);
  expect(title).not.toContain("_");
  expect(steps.length).toBeGreaterThan(0);
  expect(reasonInWords(reason)).not.toContain("_");
});

it("names the header that is missing", () => {
  const detail = "The header X-Jolt-Signature is missing.";
  const { title } = adviceFor(sampleDelivery({ reason: "header_missing", detail }), about);
  expect(title).toBe("The header X-Jolt-Signature is missing.");
});

it("says by how much which clock is off", () => {
  const detail = "The signed timestamp is 720 s old; 300 s are tolerated. Is a clock wrong?";
  const stale = sampleDelivery({ reason: "stale_timestamp", detail });
  expect(adviceFor(stale, about).title).toContain("12 minutes ago");
  expect(adviceFor(stale, about).steps[0]).toContain("sender’s is off by about 12 minutes");
  expect(adviceFor(stale, { ...about, clockLead: 718 }).steps[0]).toContain(
    "clock of this server is off by about 12 minutes",
  );
});

it("leads to the pointers where the body is the team’s own format", () => {
  const detail = "The body has no usable field /sms/from. It was kept.";
  const missing = sampleDelivery({ reason: "field_missing", outcome: "unmapped", detail });
  expect(adviceFor(missing, about).title).toContain("/sms/from");
  expect(adviceFor(missing, { ...about, isGeneric: true }).steps[0]).toContain(
    "Where the fields are",
  );
});

it("shows the server’s own words for a reason that it does not know", () => {
  const odd = sampleDelivery({ reason: null, detail: "The moon was full." });
  expect(adviceFor(odd, about)).toEqual({ title: "The moon was full.", steps: [] });
});
