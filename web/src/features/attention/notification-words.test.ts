import { expect, it } from "vitest";
import { sampleMessage } from "../../testing/samples.ts";
import { notificationWords } from "./notification-words.ts";

it("names the service and the number, and leaves the code and the text out", () => {
  const words = notificationWords(sampleMessage(), false);
  expect(words).toEqual({ title: "Acme · Ops phone", body: "A new code has arrived." });
});

it("shows the code where that was chosen, and still not the text", () => {
  expect(notificationWords(sampleMessage(), true).body).toBe("482913");
});

it("names the sender and the phone number where nothing better is known", () => {
  const number = { id: "n1", phone_number: "+12025550143", label: null };
  const plain = sampleMessage({ service: null, sender: "88202", code: null, number });
  expect(notificationWords(plain, true)).toEqual({
    title: "88202 · +1 202 555 0143",
    body: "A new message has arrived.",
  });
});
