import {
  clipboard,
  codeIn,
  copyButtons,
  expect,
  openInbox,
  rows,
  rowsWithCode,
  test,
} from "./fixtures.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone one goes from the list to a message and back, and copies", async ({
  codebell,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: codebell.url });
  await codebell.setUp();
  await codebell.simulate(5);
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(5);

  const first = copyButtons(page).first();
  const box = await first.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  const code = await codeIn(first);
  await first.tap();
  expect(await clipboard(page)).toBe(code);

  await rowsWithCode(page).first().getByRole("link").tap();
  await expect(page.getByTestId("code")).toBeVisible();
  await expect(first).toBeHidden();
  expect(await codeIn(page.getByTestId("code"))).toBe(code);
  await page.getByRole("button", { name: "Copy code", exact: true }).tap();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();

  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(390);
  await page.getByRole("link", { name: "Back to the list" }).tap();
  await expect(first).toBeVisible();
  expect(await width()).toBe(390);

  await page.getByRole("button", { name: "More filters" }).tap();
  await expect(page.getByRole("textbox", { name: "From" })).toBeVisible();
  expect(await width()).toBe(390);
  await page.getByRole("button", { name: "Close" }).tap();
  await expect(first).toBeVisible();

  const tabs = page.getByRole("navigation", { name: "Pages" });
  await tabs.getByRole("link", { name: "Numbers" }).tap();
  await expect(page.getByRole("heading", { level: 2, name: "Numbers" })).toBeVisible();
  expect(await width()).toBe(390);
  await tabs.getByRole("button", { name: "More" }).tap();
  await page.getByRole("menuitem", { name: "Team" }).tap();
  await expect(page.getByRole("heading", { level: 2, name: "Team" })).toBeVisible();
  await tabs.getByRole("link", { name: "Inbox" }).tap();
  await expect(first).toBeVisible();
});
