import type { Page } from "@playwright/test";
import { OWNER } from "./codebell.ts";
import {
  clipboard,
  expect,
  grantClipboard,
  live,
  openInbox,
  openMessage,
  rows,
  test,
} from "./fixtures.ts";

const search = (page: Page) => page.getByLabel("Search the messages");
const palette = (page: Page) => page.getByRole("dialog", { name: "Find anything" });

test("from sign-in to a copied code without a pointer", async ({ codebell, provider, page }) => {
  await grantClipboard(page, codebell);
  const code = await provider.sendCode();
  await page.goto(codebell.url);
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(OWNER.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
  await live(page);
  await expect(rows(page)).toHaveCount(1);

  await page.keyboard.press("j");
  await expect(rows(page).getByRole("link")).toBeFocused();
  await expect(openMessage(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(openMessage(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await clipboard(page)).toBe(code);
});

test("the keys of the inbox go through the list, copy, claim and search", async ({
  codebell,
  provider,
  page,
}) => {
  await grantClipboard(page, codebell);
  const codes = [await provider.sendCode(), await provider.sendCode(), await provider.sendCode()];
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(3);
  const opened = (place: number) =>
    expect(rows(page).nth(place).getByRole("link")).toHaveAttribute("aria-current", "true");

  // With nothing open the newest code is meant, once it has been in sight for a moment.
  await expect(async () => {
    await page.keyboard.press("c");
    expect(await clipboard(page)).toBe(codes[2]);
  }).toPass();
  await page.keyboard.press("j");
  await opened(0);
  await page.keyboard.press("j");
  await opened(1);
  await page.keyboard.press("j");
  await opened(2);
  await page.keyboard.press("k");
  await opened(1);
  await page.keyboard.press("c");
  await expect.poll(() => clipboard(page)).toBe(codes[1]);
  await expect(openMessage(page).getByText("You’re using it")).toBeVisible();
  await page.keyboard.press("u");
  await expect(openMessage(page).getByText("You’re using it")).toHaveCount(0);
  await page.keyboard.press("u");
  await expect(openMessage(page).getByText("You’re using it")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(openMessage(page)).toHaveCount(0);
  await expect(rows(page).nth(1).getByRole("link")).toBeFocused();

  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("jcu gn?/");
  await expect(search(page)).toHaveValue("jcu gn?/");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await expect(page).toHaveURL(/\/\?q=jcu/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await clipboard(page)).toBe(codes[1]);
  await page.keyboard.press("Escape");
  await expect(search(page)).not.toBeFocused();
  await expect(search(page)).toHaveValue("jcu gn?/");
});

test("keys lead to pages and to all that can be found, and the focus comes back", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("j");
  const row = rows(page).getByRole("link");
  await expect(row).toBeFocused();

  await page.keyboard.press("Shift+?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const inTheInbox = sheet.getByRole("region", { name: "In the inbox" });
  for (const words of ["Next message", "Copy the open message’s code", "Search"])
    await expect(inTheInbox.getByText(words)).toBeVisible();
  const toPages = sheet.getByRole("region", { name: "Go to a page" });
  await expect(toPages.getByRole("term")).toHaveText([
    "Inbox",
    "Notices",
    "Numbers",
    "Sources",
    "Code rules",
    "Forwarding",
    "Sends",
    "Team",
    "Billing",
    "Audit log",
    "Your profile",
    "Preferences",
    "Help",
  ]);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(row).toBeFocused();

  await page.keyboard.press("Control+k");
  const field = palette(page).getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(row).toBeFocused();

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("people");
  await expect(palette(page).getByRole("option", { selected: true })).toContainText("Team");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Team" })).toBeVisible();
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { level: 2, name: "Numbers" })).toBeVisible();
  await expect(page).toHaveURL(`${codebell.url}/numbers`);
});
