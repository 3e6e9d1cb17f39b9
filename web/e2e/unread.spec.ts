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
