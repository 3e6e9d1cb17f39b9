import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleNumber } from "../../testing/samples.ts";
import { ConditionSentence } from "./condition-sentence.tsx";
import type { Conditions, RuleEvent } from "./rule-api.ts";
import { sampleConditions } from "./rule-samples.ts";

const numbers = [sampleNumber(), sampleNumber({ id: "n2", label: "Dev phone" })];

function sentence(about: Partial<Conditions>, event: RuleEvent = "message"): string | null {
  const { container, unmount } = renderPage(
    <p>
      <ConditionSentence event={event} conditions={sampleConditions(about)} numbers={numbers} />
    </p>,
  );
  const words = container.querySelector("p")?.textContent ?? null;
  unmount();
  return words;
}

const OFFICE = {
  days: [1, 2, 3, 4, 5],
  from: "09:00",
  until: "17:30",
  time_zone: "America/New_York",
};

it("says all conditions of a rule for messages in one sentence", () => {
  expect(
    sentence({
      has_code: true,
      senders: ["Acme", "+12025550143"],
      services: ["Stripe", "GitHub", "Acme"],
      number_ids: ["n1", "n2"],
      pattern: "pay\\d+",
      hours: OFFICE,
    }),
  ).toBe(
    "If it has a code, from Acme or +1 202 555 0143, of the service Stripe, GitHub, or Acme, at Ops phone or Dev phone, with text that matches pay\\d+, Mon–Fri 09:00–17:30 America/New York",
  );
});

it("begins with the code, or with every message", () => {
  expect(sentence({})).toBe("Every message");
  expect(sentence({ has_code: false })).toBe("If it has no code");
  expect(sentence({ services: ["Stripe"], hours: OFFICE })).toBe(
    "Every message of the service Stripe, Mon–Fri 09:00–17:30 America/New York",
  );
  expect(sentence({ number_ids: ["n9"] })).toBe("Every message at one number");
});

it("says which notices a rule is for", () => {
  expect(sentence({}, "notice")).toBe("Every notice");
  expect(sentence({ number_ids: ["n1"] }, "notice")).toBe("Every notice at Ops phone");
  expect(
    sentence(
      {
        notice_kinds: [
          "number.expiring",
          "number.silent",
          "billing.issue",
          "channel.failing",
          "channel.gone",
        ],
        number_ids: ["n2"],
      },
      "notice",
    ),
  ).toBe(
    "If a number ends soon, a number has gone silent, a provider has trouble with a payment, a channel fails, or a channel’s receiver is gone, at Dev phone",
  );
});
