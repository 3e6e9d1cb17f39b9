import { expect, openInbox, test, VIEWER } from "./fixtures.ts";

test("a viewer is offered neither team nor billing nor audit, and is told so at their addresses", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell, VIEWER);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link")).toHaveText(["Inbox", "Numbers"]);

  for (const path of ["/team", "/billing", "/audit"]) {
    await page.goto(codebell.url + path);
    await expect(page.getByRole("heading", { name: "This page is not open to you" })).toBeVisible();
  }
  await pages.getByRole("link", { name: "Numbers" }).click();
  await expect(page.getByText("No number is open to you yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a number" })).toHaveCount(0);
});

test("an owner sees what was done, and keeps the filters in the address", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.getByRole("link", { name: "Audit log" }).click();
  const entries = page.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Signed in" }).first()).toBeVisible();
  await page.getByLabel("What").selectOption("setup.completed");
  await expect(page).toHaveURL(/action=setup.completed/);
  await expect(entries).toHaveCount(1);
  await page.reload();
  await expect(entries).toHaveCount(1);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  expect((await download).suggestedFilename()).toBe("codebell-audit.csv");
});
