import { expect, openInbox, openProfile, test } from "./fixtures.ts";

test("look", async ({ codebell, page }) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await openProfile(page);
  await page.route("**/api/v1/me/totp", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({
        type: "urn:codebell:fresh-proof-required",
        title: "Forbidden",
        status: 403,
        detail: "Prove it.",
        methods: ["password", "totp", "passkey"],
      }),
    }),
  );
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  const d = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(d).toBeVisible();
  for (const scheme of ["light", "dark"] as const)
    for (const [name, width, height] of [
      ["wide", 1200, 800],
      ["phone", 390, 780],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `/tmp/look-${scheme}-${name}.png` });
    }
  await d.getByRole("button", { name: "Use a code instead" }).click();
  await page.screenshot({ path: `/tmp/look-code.png` });
  await d.getByRole("button", { name: "Cancel" }).click();
  await page.screenshot({ path: `/tmp/look-cancelled.png` });
  console.log(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)));
});
