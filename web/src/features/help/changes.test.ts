import { expect, it } from "vitest";
import { changesIn } from "./changes.ts";

it("reads versions and what changed in each, over line breaks", () => {
  const text =
    "# Changelog\n\nAbout it.\n\n## 0.2.0\n\n- One thing\n  that is long.\n- Another.\n\n## 0.1.0\n\n- First.\n";
  expect(changesIn(text)).toEqual([
    { version: "0.2.0", changes: ["One thing that is long.", "Another."] },
    { version: "0.1.0", changes: ["First."] },
  ]);
  expect(changesIn("# Changelog\n")).toEqual([]);
});
