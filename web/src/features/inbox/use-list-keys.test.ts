import { expect, it } from "vitest";
import { sampleMessage } from "../../testing/samples.ts";
import { fromHead } from "./message-pages.ts";
import { stepFrom } from "./use-list-keys.ts";

const list = fromHead({
  data: ["c", "b", "a"].map((id) => sampleMessage({ id })),
  next_cursor: null,
});

it("steps from the row one is at, and from none to the first in sight", () => {
  expect(stepFrom(list, "b", 1, 0)).toBe(2);
  expect(stepFrom(list, "b", -1, 0)).toBe(0);
  expect(stepFrom(list, undefined, 1, 2)).toBe(2);
  expect(stepFrom(list, "gone", -1, 1)).toBe(1);
});
