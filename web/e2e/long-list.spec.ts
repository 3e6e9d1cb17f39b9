import { expect, openInbox, rows, scrolledDown, test } from "./fixtures.ts";

test.beforeEach(async ({ codebell, page }) => {
  await codebell.setUp();
  await codebell.simulate(70, { interval: "1ms" });
  await openInbox(page, codebell);
});

test("older messages come as one scrolls, to the very first", async ({ codebell, page }) => {
  const all = await codebell.messages();
  expect(all).toHaveLength(70);
  const last = rows(page).last();
  await expect(async () => {
    await last.hover();
    await page.mouse.wheel(0, 3000);
    await expect(last).toHaveAttribute("aria-posinset", "70", { timeout: 250 });
  }).toPass();
  await expect(page.locator(`#message-${all.at(-1)?.id}`)).toBeVisible();
});

test("who has scrolled down stays in place and is told of new messages", async ({
  codebell,
  page,
}) => {
  await scrolledDown(page, 1500);
  await expect(rows(page).nth(8)).toBeInViewport();
  const id = await rows(page).nth(8).getByRole("link").getAttribute("id");
  const link = page.locator(`#${id}`);
  await expect(link).toBeInViewport();
  const before = await link.boundingBox();

  await codebell.simulate(2, { interval: "1ms" });
  const offer = page.getByRole("button", { name: "2 new" });
  await expect(offer).toBeVisible();
  await expect(async () => {
    const after = await link.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(12);
  }).toPass();

  await offer.click();
  await expect(rows(page).first()).toHaveAttribute("aria-posinset", "1");
  await expect(offer).toHaveCount(0);
});

test("a window that becomes narrow has the rows of a phone, and the same one on top", async ({
  page,
}) => {
  await scrolledDown(page, 1536);
  const list = page.getByRole("list", { name: "Messages" });
  const onTop = () =>
    list.evaluate((element) => {
      const { top } = (element.parentElement as Element).getBoundingClientRect();
      const items = [...element.querySelectorAll("li[data-message]")];
      const first = items.find((item) => item.getBoundingClientRect().bottom > top + 1);
      return first?.getAttribute("aria-posinset");
    });
  await expect.poll(onTop).toBe("25");
  const heightOf = async () => (await rows(page).first().boundingBox())?.height;
  const before = await heightOf();

  await page.setViewportSize({ width: 600, height: 720 });
  await expect.poll(heightOf).toBeGreaterThan(before ?? 0);
  await expect.poll(onTop).toBe("25");
});
