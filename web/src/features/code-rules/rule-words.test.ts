import { expect, it } from "vitest";
import { sampleNumber } from "../../testing/samples.ts";
import { conditionsInWords, previewInWords } from "./rule-words.ts";

it("says which messages a rule is for", () => {
  const none = { number_id: null, sender: null, service: null };
  expect(conditionsInWords(none, [])).toBe("for all messages");
  expect(
    conditionsInWords({ number_id: "n1", sender: "+12025550143", service: "Acme" }, [
      sampleNumber(),
    ]),
  ).toBe("only to Ops phone · only from +1 202 555 0143 · only of the service Acme");
  expect(conditionsInWords({ ...none, number_id: "n9" }, undefined)).toBe("only to one number");
});

it("counts what a rule would change", () => {
  expect(previewInWords({ tried: 1000, changed: 3 })).toBe(
    "This rule would change 3 of the last 1,000 messages.",
  );
  expect(previewInWords({ tried: 12, changed: 0 })).toBe(
    "This rule would change none of the last 12 messages.",
  );
  expect(previewInWords({ tried: 1, changed: 1 })).toBe(
    "This rule would change your only message.",
  );
  expect(previewInWords({ tried: 0, changed: 0 })).toBe("There is no message yet to try it on.");
});
