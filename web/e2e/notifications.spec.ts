import type { Page } from "@playwright/test";
import type { Codebell } from "./codebell.ts";
import { expect, live, openInbox, rows, test } from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

const QUIET = "+12025550199";

interface Shown {
  title: string;
  body?: string;
}

/** A device that shows nothing itself, and a page that nobody looks at. */
async function standIn(page: Page) {
  await page.addInitScript(() => {
    const shown: Shown[] = [];
    Object.assign(window, { shown });
    class StandIn {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(title: string, { body }: NotificationOptions = {}) {
        shown.push({ title, body });
      }
      close() {}
    }
    Object.defineProperty(window, "Notification", { value: StandIn });
    document.hasFocus = () => false;
  });
}

const shownOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { shown: Shown[] }).shown);

async function turnOn(page: Page, codebell: Codebell) {
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/preferences`);
  await page.getByRole("switch", { name: "Notify me of new messages" }).click();
  await expect(page.getByRole("switch", { name: "Notify me of new messages" })).toBeChecked();
}

test("a notification names service and number, and the code only for who asked for that", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK, { label: "Front desk" });
  await codebell.addNumber(QUIET, { label: "Night shift" });
  await standIn(page);
  await turnOn(page, codebell);
  const withCode = page.getByRole("switch", { name: "Show the code in notifications" });
  await expect(withCode).not.toBeChecked();
  const saved = page.waitForResponse(/me\/preferences$/);
  await page.getByRole("switch", { name: "Mute Night shift" }).click();
  await saved;

  // What is muted is known late: a message that comes before is not shown for that.
  let tell = () => {};
  const isTold = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.route("**/api/v1/me", (route) => isTold.then(() => route.continue()));
  await page.goto(codebell.url);
  await live(page);
  await provider.sendCode({ to: QUIET });
  await expect(rows(page)).toHaveCount(1);
  await provider.sendCode();
  await expect(rows(page)).toHaveCount(2);
  expect(await shownOn(page)).toEqual([]);
  tell();
  // The muted one came first: were it shown, it would stand before this one.
  await expect
    .poll(() => shownOn(page))
    .toEqual([{ title: "Acme Bank · Front desk", body: "A new code has arrived." }]);

  await page.goto(`${codebell.url}/preferences`);
  await withCode.click();
  await expect(withCode).toBeChecked();
  await page.goto(codebell.url);
  await live(page);
  const code = await provider.sendCode();
  await expect.poll(() => shownOn(page)).toEqual([{ title: "Acme Bank · Front desk", body: code }]);
});
