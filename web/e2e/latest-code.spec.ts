import type { Page } from "@playwright/test";
import {
  centreOf,
  clipboard,
  codeIn,
  expect,
  grantClipboard,
  holdClock,
  leaveList,
  openInbox,
  rows,
  test,
  until,
} from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

const SECOND = "+12025550199";

const latest = (page: Page) => page.getByRole("region", { name: "Latest code" });
const shownCode = (page: Page) => codeIn(latest(page).getByTestId("code"));

test("the latest code stands beside the list, with three others that still work, and is copied there", async ({
  codebell,
  provider,
  page,
}) => {
  await grantClipboard(page, codebell);
  const codes: string[] = [];
  for (let at = 0; at < 5; at += 1) codes.unshift(await provider.sendCode());
  await codebell.nameNumbers(["Front desk"]);
  await openInbox(page, codebell);
  expect(await shownCode(page)).toBe(codes[0]);
  await expect(latest(page)).toContainText("Front desk");
  const others = latest(page).getByRole("list", { name: "Other codes that still work" });
  await expect(others.getByRole("button")).toHaveCount(3);
  expect(await codeIn(others.getByRole("button").first())).toBe(codes[1]);

  const size = await latest(page)
    .getByTestId("code")
    .evaluate((code) => Number.parseFloat(getComputedStyle(code).fontSize));
  expect(size).toBe(72);
  await latest(page).getByRole("button", { name: "Copy code", exact: true }).click();
  expect(await clipboard(page)).toBe(codes[0]);
  await expect(latest(page).getByText("You’re using it")).toBeVisible();
});

test("a newer code takes the place only when nobody has touched anything for half a second", async ({
  codebell,
  provider,
  page,
}) => {
  const first = await provider.sendCode();
  await page.clock.install();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  expect(await shownCode(page)).toBe(first);
  await holdClock(page);

  await page.keyboard.press("Shift");
  const second = await provider.sendCode();
  await until(page, async () =>
    expect(await latest(page).innerText()).toContain("Newer code arrived"),
  );
  expect(await shownCode(page)).toBe(first);
  await page.clock.runFor(600);
  expect(await shownCode(page)).toBe(second);
  expect(await latest(page).innerText()).toContain("Newer code arrived");
  await page.clock.runFor(5100);
  expect(await latest(page).innerText()).not.toContain("Newer code arrived");
});

test("under a resting pointer it stays, offers the newer one, and then takes no click for half a second", async ({
  codebell,
  provider,
  page,
}) => {
  await grantClipboard(page, codebell);
  const first = await provider.sendCode();
  await page.clock.install();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await holdClock(page);

  const { x, y } = await centreOf(
    latest(page).getByRole("button", { name: "Copy code", exact: true }),
  );
  await page.mouse.move(x, y);
  const second = await provider.sendCode();
  const show = latest(page).getByRole("button", { name: "Show newer code" });
  await until(page, async () => expect(await show.count()).toBe(1));
  await page.clock.runFor(3000);
  expect(await shownCode(page)).toBe(first);
  await page.mouse.click(x, y);
  await until(page, async () => expect(await clipboard(page)).toBe(first));

  await leaveList(page);
  await until(page, async () => expect(await shownCode(page)).toBe(second));
  await page.mouse.click(x, y);
  await page.clock.runFor(40);
  expect(await clipboard(page)).toBe(first);
  await page.clock.runFor(600);
  await page.mouse.click(x, y);
  await until(page, async () => expect(await clipboard(page)).toBe(second));
});

test("the latest code is of the number that one looks at, and leaves with its message", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK, { label: "Front desk" });
  const shift = await codebell.addNumber(SECOND, { label: "Night shift" });
  const desk = await provider.sendCode();
  const night = await provider.sendCode({ to: SECOND });
  await openInbox(page, codebell);
  expect(await shownCode(page)).toBe(night);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "Front desk" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(async () => expect(await shownCode(page)).toBe(desk)).toPass();

  await pages.getByRole("link", { name: "Inbox" }).click();
  await expect(async () => expect(await shownCode(page)).toBe(night)).toPass();
  await codebell.api(`/numbers/${shift.id}?messages=delete`, { method: "DELETE" });
  await expect(async () => expect(await shownCode(page)).toBe(desk)).toPass();
});

test("on a phone the latest code is a line above the list", async ({
  codebell,
  provider,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await grantClipboard(page, codebell);
  await provider.send("Your parcel waits at locker 12.");
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await expect(latest(page)).toHaveCount(0);
  const code = await provider.sendCode();
  const copy = latest(page).getByRole("button", { name: `Copy code ${code}` });
  await copy.click();
  expect(await clipboard(page)).toBe(code);
});
