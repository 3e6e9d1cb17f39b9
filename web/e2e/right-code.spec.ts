import type { Page } from "@playwright/test";
import type { Codebell } from "./codebell.ts";
import {
  centreOf,
  clipboard,
  codeIn,
  copyButtons,
  expect,
  grantClipboard,
  holdClock,
  openInbox,
  rows,
  test,
  until,
} from "./fixtures.ts";

/** The inbox with one message, on a clock that only goes on when it is told to. */
async function heldInbox(page: Page, codebell: Codebell) {
  await grantClipboard(page, codebell);
  await page.clock.install();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await holdClock(page);
}

const middleOf = (page: Page, at: number) => centreOf(copyButtons(page).nth(at));

const pill = (page: Page) => page.getByRole("button", { name: /^\d+ new$/ });

test("under a resting pointer no row moves, and a click copies the code that it rests on", async ({
  codebell,
  provider,
  page,
}) => {
  const code = await provider.sendCode();
  await heldInbox(page, codebell);
  for (let round = 1; round <= 6; round += 1) {
    const { x, y } = await middleOf(page, 0);
    await page.mouse.move(x, y);
    await provider.sendCode();
    await until(page, async () =>
      expect(await pill(page).allInnerTexts()).toEqual([`${round} new`]),
    );
    await page.clock.runFor(150);
    await page.mouse.click(x, y);
    await page.clock.runFor(20);
    expect(await clipboard(page)).toBe(code);
  }
  await expect
    .poll(async () => {
      const all = await codebell.messages();
      return all.map((message) => message.claimed_by !== null && message.code);
    })
    .toEqual([false, false, false, false, false, false, code]);

  const { x, y } = await centreOf(pill(page));
  await page.mouse.click(x, y);
  await until(page, async () => expect(await rows(page).count()).toBe(7));
  await until(page, async () => expect(await pill(page).count()).toBe(0));
});

test("a row that has just come, or just moved, takes no click for half a second", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await heldInbox(page, codebell);
  await page.mouse.move(0, 0);
  for (let round = 0; round < 6; round += 1) {
    const { x, y } = await middleOf(page, 0);
    const code = await provider.sendCode();
    await until(page, async () => expect(await codeIn(copyButtons(page).first())).toBe(code));
    await page.evaluate(() => navigator.clipboard.writeText("nothing"));
    await page.mouse.click(x, y);
    await page.clock.runFor(20);
    expect(await clipboard(page)).toBe("nothing");
    await page.clock.runFor(500);
    await page.mouse.click(x, y);
    await page.clock.runFor(20);
    expect(await clipboard(page)).toBe(code);
    await page.mouse.move(0, 0);
    await page.clock.runFor(600);
  }
});

test("the key copies the newest code that has been in sight, not one of this moment", async ({
  codebell,
  provider,
  page,
}) => {
  const code = await provider.sendCode();
  await heldInbox(page, codebell);
  await page.mouse.move(0, 0);
  const newer = await provider.sendCode();
  await until(page, async () => expect(await rows(page).count()).toBe(2));
  await page.keyboard.press("c");
  await page.clock.runFor(20);
  expect(await clipboard(page)).toBe(code);
  await page.clock.runFor(500);
  await page.keyboard.press("c");
  await page.clock.runFor(20);
  expect(await clipboard(page)).toBe(newer);
});

test("what was copied is shown large, and taken back as long as it is shown", async ({
  codebell,
  provider,
  page,
}) => {
  const code = await provider.sendCode();
  await heldInbox(page, codebell);
  await copyButtons(page).first().click();
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  expect(await codeIn(page.getByRole("strong").filter({ hasText: /\d/ }))).toBe(code);
  await expect
    .poll(async () => (await codebell.messages())[0]?.claimed_by?.name)
    .toBe("Ann Marlow");
  await undo.click();
  await expect(undo).toHaveCount(0);
  await expect.poll(async () => (await codebell.messages())[0]?.claimed_by).toBeFalsy();
  expect(await clipboard(page)).toBe("");

  await copyButtons(page).first().click();
  await expect(undo).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.runFor(5000);
  await expect(undo).toHaveCount(0);
});
