import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Codebell } from "./codebell.ts";
import { expect, leaveList, openInbox, rows, test } from "./fixtures.ts";

const DOCS = join(import.meta.dirname, "../../docs");

/** An inbox as a team has it: named numbers, messages of the last minute, one that is in use. */
async function fill(codebell: Codebell, page: Page) {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.getByRole("button", { name: "Hide this list" }).first().click();
  await leaveList(page);
  await codebell.simulate(3, { interval: "1s" });
  await codebell.nameNumbers(["Finance desk", "Operations", "Marketing"]);
  await codebell.simulate(9, { interval: "2s" });
  await expect(rows(page)).toHaveCount(12);
}

for (const [colorScheme, suffix] of [
  ["light", ""],
  ["dark", "-dark"],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test(`a picture of the inbox in the ${colorScheme} scheme @screenshot`, async ({
      codebell,
      page,
    }) => {
      await fill(codebell, page);
      await page.getByRole("button", { name: "I’m using this" }).click();
      const release = page.getByRole("button", { name: "Release" });
      await expect(release).toBeVisible();
      await expect(release).not.toHaveAttribute("data-loading");
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(DOCS, `inbox${suffix}.png`) });
    });

    test(`a picture of the inbox on a phone in the ${colorScheme} scheme @screenshot`, async ({
      codebell,
      page,
    }) => {
      await fill(codebell, page);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: join(DOCS, `phone${suffix}.png`) });
    });
  });
}
