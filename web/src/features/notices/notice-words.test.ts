import { expect, it } from "vitest";
import type { Notice } from "../../api/client.ts";
import { sampleNotice } from "./notice-samples.ts";
import { textInWords, titleInWords } from "./notice-words.ts";

const number = { id: "n1", phone_number: "+12025550143", label: null };

it("says on which day a number ends, however old the notice is", () => {
  const notice = sampleNotice({ kind: "number.expiring", number, details: { days: 7 } });
  expect(titleInWords(notice)).toBe("+1 202 555 0143 ends around Mar 17, 2026");
  expect(titleInWords({ ...notice, details: {} as never })).toBe("+1 202 555 0143 ends soon");
});

it("says which number is silent, and since when", () => {
  const notice = sampleNotice({
    kind: "number.silent",
    number: { ...number, label: "Ops phone" },
    details: { since: "2026-03-01T12:00:00Z" },
  });
  expect(titleInWords(notice)).toBe("Ops phone has been silent for longer than usual");
  expect(textInWords(notice)).toMatch(/^Last message: Mar 1, 2026/);
});

it("says which channel fails or is gone", () => {
  expect(titleInWords(sampleNotice({ kind: "channel.failing" }))).toBe(
    "Messages do not reach the channel Ops room",
  );
  expect(titleInWords(sampleNotice())).toBe(
    "The channel Ops room is switched off: its receiver is gone",
  );
});

it("keeps the server’s words where it can say no more", () => {
  const own = { title: "Main line has trouble with a payment", text: "Look at the payment." };
  const notice = sampleNotice({
    kind: "billing.issue",
    details: { event: "billing.issue" },
    ...own,
  });
  expect(titleInWords(notice)).toBe(own.title);
  expect(textInWords(notice)).toBe(own.text);
  const bare = { ...own, details: { days: "7", since: "once", channel: 1 } };
  for (const kind of ["number.expiring", "number.silent", "channel.failing"] as const) {
    expect(titleInWords(sampleNotice({ kind, ...bare }))).toBe(own.title);
    expect(textInWords(sampleNotice({ kind, ...bare }))).toBe(own.text);
  }
});

it("says whose channels are off, which rule is too slow, and what was changed or died", () => {
  const title = (kind: Notice["kind"], details = {}) =>
    titleInWords(sampleNotice({ kind, title: "As told", details }));
  expect(title("channel.orphaned", { member: "Bo" })).toBe("Channels of Bo are switched off");
  expect(title("pattern.slow", { rule: "Doors" })).toBe(
    "The rule Doors is switched off: its pattern is too slow",
  );
  expect(title("channel.orphaned")).toBe("As told");
  expect(title("audit.broken")).toBe("The audit log was changed from outside Codebell");
  expect(title("database.restarted")).toBe("The database crashed and was restarted");
});

it("says that the day’s limit of codes is reached, and which number is not heard from", () => {
  const ceiling = sampleNotice({ kind: "send.ceiling", details: { per_day: 1 } });
  expect(titleInWords(ceiling)).toBe("No more codes are sent today");
  expect(textInWords(ceiling)).toMatch(/^Today’s limit of 1 send is reached/);
  expect(textInWords({ ...ceiling, details: { per_day: 2000 } as never })).toMatch(
    /^Today’s limit of 2,000 sends is reached/,
  );
  const own = { title: "As told", text: "Look at the number’s provider." };
  const missing = sampleNotice({ kind: "canary.missing", number, details: {}, ...own });
  expect(titleInWords(missing)).toBe("+1 202 555 0143 may have stopped receiving");
  expect(textInWords(missing)).toBe(own.text);
  expect(titleInWords({ ...missing, number: null })).toBe(own.title);
});

it("says times as the reader writes them, and keeps what programs say", () => {
  const since = "2026-03-01T12:00:00Z";
  const text = (kind: Notice["kind"], details: object) =>
    textInWords(sampleNotice({ kind, text: "As told", details }));
  expect(text("channel.failing", { since, detail: "it answered 503" })).toMatch(
    /^Failing since Mar 1, 2026.*: it answered 503\. Deliveries/,
  );
  expect(text("channel.failing", { since })).toBe("As told");
  expect(text("audit.broken", { since, seq: 42 })).toMatch(/^Found Mar 1, 2026.*from entry 42 on/);
  expect(text("database.restarted", { how: "signal 9", milliseconds: 812 })).toMatch(
    /\(signal 9\) and answered again after 812 ms/,
  );
  expect(text("canary.missing", { since })).toMatch(/^The test message from Mar 1, 2026/);
  expect(text("pattern.slow", {})).toMatch(/^The pattern took too long/);
  expect(titleInWords(sampleNotice({ kind: "billing.issue", details: { source: "Main" } }))).toBe(
    "Main reports a payment problem",
  );
});
