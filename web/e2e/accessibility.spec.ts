import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { OWNER } from "./codebell.ts";
import { expect, live, openInbox, rows, test } from "./fixtures.ts";

async function findings(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} scheme`, () => {
    // Without motion nothing is caught half faded in.
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("nothing hinders anyone from sign-in to an open message", async ({ codebell, page }) => {
      await page.goto(codebell.url);
      await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
      expect(await findings(page)).toEqual([]);

      await page.goto(codebell.setupLink ?? "");
      await expect(page.getByLabel("Your name")).toBeVisible();
      expect(await findings(page)).toEqual([]);

      await codebell.setUp();
      await page.goto(codebell.url);
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      expect(await findings(page)).toEqual([]);

      await openInbox(page, codebell);
      await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
      expect(await findings(page)).toEqual([]);

      await codebell.simulate(5);
      await expect(rows(page)).toHaveCount(5);
      expect(await findings(page)).toEqual([]);

      await rows(page).first().getByRole("link").click();
      await expect(page.getByRole("article").getByRole("heading", { level: 2 })).toBeVisible();
      expect(await findings(page)).toEqual([]);

      await page.getByRole("button", { name: OWNER.name }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      expect(await findings(page)).toEqual([]);
    });

    test("nothing hinders anyone on a phone", async ({ codebell, page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await codebell.setUp();
      await codebell.simulate(5);
      await openInbox(page, codebell);
      await expect(rows(page)).toHaveCount(5);
      expect(await findings(page)).toEqual([]);
      await page.getByRole("button", { name: "Numbers and filters" }).click();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("button", { name: "Show the messages" }).click();
      await rows(page).first().getByRole("link").click();
      expect(await findings(page)).toEqual([]);
    });
  });
}

test("the keyboard alone reaches the list, a code and the search", async ({ codebell, page }) => {
  await codebell.setUp();
  await codebell.simulate(3);
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await live(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the messages" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search text or sender")).toBeFocused();
});
