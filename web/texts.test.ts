import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { expect, it } from "vitest";
import { reachedFrom } from "./texts.ts";

const reached = [...reachedFrom(resolve(import.meta.dirname, "src/app/main.tsx"))].map((file) =>
  relative(import.meta.dirname, file),
);

it("takes the inbox and the way to it for what every visit loads, and no page that comes later", () => {
  for (const first of ["app/inbox-page", "features/inbox/message-row", "ui/dialog"]) {
    expect(reached).toContain(`src/${first}.tsx`);
  }
  for (const later of ["features/audit/audit-page", "features/team/team-page", "app/palette"]) {
    expect(reached).not.toContain(`src/${later}.tsx`);
  }
});

it("follows what is imported over several lines, and no types", () => {
  const router = readFileSync(resolve(import.meta.dirname, "src/app/router.tsx"), "utf8");
  expect(router).toMatch(/import \{\n[^"]*from "/);
  expect(reached).toContain("src/features/inbox/inbox-search.ts");
  expect(reached).not.toContain("src/api/schema.gen.ts");
});
