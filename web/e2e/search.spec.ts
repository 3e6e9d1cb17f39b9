import { expect, inMoreFilters, openInbox, rows, test } from "./fixtures.ts";

const FIRST = "+12025550143";
const SECOND = "+12025550199";

function isoDay(daysFromNow: number): string {
  const day = new Date();
  day.setDate(day.getDate() + daysFromNow);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

test.beforeEach(async ({ codebell, page }) => {
  await codebell.setUp();
  await codebell.simulate(4, { to: FIRST });
  await codebell.simulate(3, { to: SECOND });
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(7);
});

test("a search by sender narrows the list and survives a reload", async ({ codebell, page }) => {
  const all = await codebell.messages();
  const sender = all[0]?.sender ?? "";
  const fitting = all.filter((message) => message.sender === sender);

  await inMoreFilters(page, async (filters) => {
    await filters.getByLabel("Sender").fill(sender);
    await expect(page).toHaveURL(/sender=/);
  });
  await expect(rows(page)).toHaveCount(fitting.length);
  await page.reload();
  await expect(rows(page)).toHaveCount(fitting.length);
  await inMoreFilters(page, (filters) => expect(filters.getByLabel("Sender")).toHaveValue(sender));

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(7);
  await expect(page).toHaveURL(`${codebell.url}/`);
});

test("a search in the text finds a message by its code", async ({ codebell, page }) => {
  const wanted = (await codebell.messages()).find((message) => message.code);
  await page.getByLabel("Search the messages").fill(wanted?.code ?? "");
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel("Search the messages").fill("nothing says this");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
});

test("a number narrows the list, and a new message of another number stays out of it", async ({
  codebell,
  page,
}) => {
  await page.getByRole("navigation").getByRole("link", { name: "+1 202 555 0199" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveURL(/number=/);

  await codebell.simulate(1, { to: FIRST });
  await codebell.simulate(1, { to: SECOND });
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("button", { name: "All numbers…" }).click();
  await page.getByRole("link", { name: "All numbers", exact: true }).click();
  await expect(rows(page)).toHaveCount(9);
});

test("days bound the list on both sides", async ({ page }) => {
  await inMoreFilters(page, async (filters) => {
    await filters.getByLabel("From").fill(isoDay(0));
    await filters.getByLabel("To", { exact: true }).fill(isoDay(0));
    await expect(page).toHaveURL(/from=.*to=/);
    await expect(rows(page)).toHaveCount(7);
    await filters.getByLabel("To", { exact: true }).fill(isoDay(1));
    await filters.getByLabel("From").fill(isoDay(1));
  });
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await inMoreFilters(page, (filters) => expect(filters.getByLabel("From")).toHaveValue(isoDay(1)));
});
