import { join } from "node:path";
import { expect, openInbox, rows, rowsWithCode, test } from "./fixtures.ts";

const DOCS = join(import.meta.dirname, "../../docs");

for (const [colorScheme, file] of [
  ["light", "inbox.png"],
  ["dark", "inbox-dark.png"],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test(`a picture of the inbox in the ${colorScheme} scheme @screenshot`, async ({
      codebell,
      page,
    }) => {
      await codebell.setUp();
      await openInbox(page, codebell);
      await codebell.simulate(3, { interval: "2s" });
      await codebell.nameNumbers(["Finance desk", "Operations"]);
      await codebell.simulate(9, { interval: "2s" });
      await expect(rows(page)).toHaveCount(12);
      await rowsWithCode(page).filter({ hasText: "Example" }).first().getByRole("link").click();
      await expect(page.getByTestId("code")).toBeVisible();
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(DOCS, file) });
    });
  });
}
