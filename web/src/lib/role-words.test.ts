import { expect, it } from "vitest";
import { ROLES, roleChoices } from "./role-words.ts";

const sources = import.meta.glob<string>("../**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

it("offers each role by its name", () => {
  expect(roleChoices(ROLES).map(({ label }) => label)).toEqual([
    "Viewer",
    "Manager",
    "Owner",
    "Auditor",
  ]);
});

it("leaves it to the server what a role may do: nothing on the page compares roles", () => {
  const role = `"(${ROLES.join("|")})"`;
  const comparison = new RegExp(`[!=]==? ${role}|${role} [!=]==?|case ${role}`);
  const comparing = Object.entries(sources).filter(
    ([path, text]) => !path.includes(".test.") && comparison.test(text),
  );
  expect(comparing.map(([path]) => path)).toEqual([]);
  expect(Object.keys(sources).length).toBeGreaterThan(100);
});
