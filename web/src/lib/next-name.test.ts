import { expect, it } from "vitest";
import { nextName } from "./next-name.ts";

it("gives the wanted name while nobody bears it, and then the first free number", () => {
  expect(nextName("JoltSMS", [])).toBe("JoltSMS");
  expect(nextName("JoltSMS", ["joltsms", "Other"])).toBe("JoltSMS 2");
  expect(nextName("JoltSMS", ["JoltSMS", "JoltSMS 2", "JoltSMS 4"])).toBe("JoltSMS 3");
});
