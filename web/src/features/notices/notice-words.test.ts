import { expect, it } from "vitest";
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
  expect(textInWords(notice)).toMatch(/^Its last message came at Mar 1, 2026/);
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
