import { expect, it } from "vitest";
import { everyPage } from "./every-page.ts";

it("follows the cursors to the end of a list", async () => {
  const asked: (string | undefined)[] = [];
  const all = await everyPage(async (cursor) => {
    asked.push(cursor);
    return cursor ? { data: [3], next_cursor: null } : { data: [1, 2], next_cursor: "after 2" };
  });
  expect(all).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "after 2"]);
});
