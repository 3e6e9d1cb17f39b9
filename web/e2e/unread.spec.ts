import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, live, openInbox, openMessage, rows, test, VIEWER } from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

const SECOND = "+12025550199";

const numberLink = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });

test("what is unread is counted in the title and at each number, and in both tabs alike", async ({
  codebell,
  provider,
  page,
  context,
}) => {
  await codebell.addNumber(FRONT_DESK, { label: "Front desk" });
  await codebell.addNumber(SECOND, { label: "Night shift" });
  await openInbox(page, codebell);
  await expect(page).toHaveTitle("Codebell");
  await provider.sendCode();
  await provider.sendCode();
  await provider.sendCode({ to: SECOND });
  await expect(page).toHaveTitle("(3) Codebell");
  const atFrontDesk = numberLink(page, "Front desk");
  await expect(atFrontDesk).toHaveAccessibleDescription("2 unread");
  await expect(atFrontDesk.getByText("2", { exact: true })).toBeVisible();

  const second = await context.newPage();
  await second.goto(`${codebell.url}/numbers`);
  await live(second);
  await expect(second).toHaveTitle("(3) Numbers – Codebell");

  await page.getByRole("button", { name: "Unread", exact: true }).click();
  await expect(page).toHaveURL(`${codebell.url}/?unread=true`);
  await expect(rows(page)).toHaveCount(3);
  await rows(page).filter({ hasText: "Night shift" }).getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();
  await expect(page).toHaveTitle("(2) Codebell");
  await expect(second).toHaveTitle("(2) Numbers – Codebell");
  await expect(numberLink(page, "Night shift")).not.toHaveAccessibleDescription(/unread/);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).filter({ hasText: "Night shift" })).toHaveCount(0);

  await second.goto(codebell.url);
  await expect(rows(second).getByText("Unread:")).toHaveCount(2);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page).toHaveTitle("Codebell");
  await expect(second).toHaveTitle("Codebell");
  await expect(rows(second).getByText("Unread:")).toHaveCount(0);
  await expect(rows(second)).toHaveCount(3);
  await expect(page.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);

  await provider.sendCode();
  await expect(page).toHaveTitle("(1) Codebell");
  await expect(second).toHaveTitle("(1) Codebell");
  await expect(rows(second).getByText("Unread:")).toHaveCount(1);
});

test("for a member who joins later nothing is unread but what comes from then on", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await provider.sendCode();
  await provider.sendCode();
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell, VIEWER);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).getByText("Unread:")).toHaveCount(0);
  await expect(page).toHaveTitle("Codebell");
  await provider.sendCode();
  await expect(rows(page).getByText("Unread:")).toHaveCount(1);
  await expect(page).toHaveTitle("(1) Codebell");
});

test("a message is marked as unread with a key or in its menu, and stays so on every page", async ({
  codebell,
  provider,
  page,
  context,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await openInbox(page, codebell);
  await provider.sendCode();
  await expect(rows(page)).toHaveCount(1);
  const second = await context.newPage();
  await second.goto(codebell.url);
  await live(second);
  const unread = (of: Page) => rows(of).getByText("Unread:");

  await rows(page).getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();
  await expect(unread(second)).toHaveCount(0);
  await page.keyboard.press("Shift+U");
  await expect(openMessage(page)).toHaveCount(0);
  await expect(rows(page).getByRole("link")).toBeFocused();
  await expect(unread(page)).toHaveCount(1);
  await expect(unread(second)).toHaveCount(1);
  await expect(second).toHaveTitle("(1) Codebell");

  await rows(page).getByRole("link").click();
  await expect(unread(second)).toHaveCount(0);
  await page.getByRole("button", { name: "More for this message" }).click();
  await page.getByRole("menuitem", { name: "Mark as unread" }).click();
  await expect(openMessage(page)).toHaveCount(0);
  await expect(unread(second)).toHaveCount(1);
  await page.reload();
  await expect(unread(page)).toHaveCount(1);
  await expect(page).toHaveTitle("(1) Codebell");

  // A list of what is unread gains what another page marks.
  await rows(page).getByRole("link").click();
  await expect(second).toHaveTitle("Codebell");
  await second.goto(`${codebell.url}/?unread=true`);
  await live(second);
  await expect(second.getByText("Nothing found")).toBeVisible();
  await page.keyboard.press("Shift+U");
  await expect(rows(second)).toHaveCount(1);
});

test("that a message could not be marked as unread is said where it was closed", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await openInbox(page, codebell);
  await provider.sendCode();
  await rows(page).getByRole("link").click();
  await expect(rows(page).getByText("Unread:")).toHaveCount(0);
  await page.route("**/api/v1/messages/unread", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await page.getByRole("button", { name: "More for this message" }).click();
  await page.getByRole("menuitem", { name: "Mark as unread" }).click();
  await expect(openMessage(page)).toHaveCount(0);
  await expect(
    page.getByRole("status").filter({ hasText: "couldn’t read the server’s answer" }),
  ).toBeVisible();
  await expect(rows(page).getByText("Unread:")).toHaveCount(0);
});

test("several messages are selected by mouse or keys, marked together, and exported", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await openInbox(page, codebell);
  for (let sent = 0; sent < 5; sent++) await provider.sendCode();
  await expect(rows(page)).toHaveCount(5);
  const boxes = page.getByRole("checkbox", { name: /^Select the message/ });
  const bar = page.getByRole("toolbar", { name: "Selected messages" });

  await page.getByRole("button", { name: "Select", exact: true }).click();
  await boxes.nth(1).click();
  await boxes.nth(3).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Mark as read" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page).toHaveTitle("(2) Codebell");
  await expect(rows(page).getByText("Unread:")).toHaveCount(2);

  await page.keyboard.press("j");
  await expect(openMessage(page)).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Mark as unread" }).click();
  await expect(bar).toHaveCount(0);
  await expect(rows(page).getByText("Unread:")).toHaveCount(3);

  await page.keyboard.press("x");
  await expect(bar).toContainText("1 selected");
  await boxes.nth(3).click();
  await expect(bar).toContainText("2 selected");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await expect(openMessage(page)).toBeVisible();

  await page.getByRole("button", { name: "Select", exact: true }).click();
  await expect(bar.getByRole("button", { name: "Export as CSV" })).toBeDisabled();
  await bar.getByRole("button", { name: "Select all loaded" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    bar.getByRole("button", { name: "Export as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("codebell-messages.csv");
  const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(6);
  expect(lines[1]).toContain(FRONT_DESK);
  await expect(rows(page).getByText("Unread:")).toHaveCount(0);
});
