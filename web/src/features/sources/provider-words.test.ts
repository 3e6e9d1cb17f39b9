import { expect, it } from "vitest";
import { serverWords } from "../../api/server-words.ts";
import { secretWays } from "./provider-words.ts";
import { sampleProvider } from "./source-samples.ts";

it("says of SealRoute that its codes are sent on, and offers to make its token", () => {
  const sealroute = sampleProvider("sealroute");
  const { secured_by, steps } = sealroute.guide;
  expect(serverWords(secured_by)).toMatch(/Requests codes, which go out over your/);
  expect(secretWays(sealroute, true)).toEqual(["make", "paste"]);
  expect(steps.map(({ asks_secret }) => asks_secret)).toEqual([false, false, true, false]);
  expect(serverWords(steps.at(-1)?.words ?? "")).toMatch(/under Sends/);
});

it("makes no secret where a key has to be written in Base64 or hex", () => {
  const any = sampleProvider("generic");
  expect(secretWays(any, true)).toEqual(["paste", "make"]);
  expect(secretWays(any, false)).toEqual(["paste"]);
});
