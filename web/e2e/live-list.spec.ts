import type { Page } from "@playwright/test";
import {
  connection,
  expect,
  inMoreFilters,
  live,
  openInbox,
  openMessage,
  rows,
  scrolledDown,
  test,
} from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

const idsShown = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("data-message")));

/** The rows in sight with where they are, to the tenth of a pixel. */
const places = (page: Page) =>
  rows(page).evaluateAll((all) =>
    all
      .map((row) => ({ id: row.getAttribute("data-message"), y: row.getBoundingClientRect().y }))
      .filter(({ y }) => y > 150 && y < innerHeight - 100)
      .map(({ id, y }) => `${id} ${y.toFixed(1)}`),
  );

test("nothing moves, is missing or comes twice, while messages come and the server goes", async ({
  codebell,
  provider,
  page,
  context,
}) => {
  for (let sent = 0; sent < 30; sent += 1) await provider.sendCode();
  await openInbox(page, codebell);
  await expect(rows(page).first()).toBeVisible();
  await scrolledDown(page, 1000);
  const before = await places(page);
  expect(before.length).toBeGreaterThan(3);

  for (let sent = 0; sent < 3; sent += 1) await provider.sendCode();
  const offer = page.getByRole("button", { name: "3 new" });
  await expect(offer).toBeVisible();
  expect(await places(page)).toEqual(before);

  await offer.click();
  await expect(offer).toHaveCount(0);
  await expect(rows(page).first()).toHaveAttribute("aria-posinset", "1");
  const newest = await codebell.messages();
  await expect(rows(page).first()).toHaveAttribute("data-message", newest[0]?.id ?? "");
  await expect(rows(page).first().getByRole("link")).toBeFocused();

  // Held back from the network, so that the messages certainly come while the page is away.
  await context.setOffline(true);
  await expect(connection(page)).toHaveText("Offline");
  await codebell.stop();
  await codebell.start();
  for (let sent = 0; sent < 4; sent += 1) await provider.sendCode();
  await context.setOffline(false);
  await live(page);
  await provider.sendCode();

  // As high as all rows together, so that each of them is drawn.
  await page.setViewportSize({ width: 1440, height: 6000 });
  const all = (await codebell.messages()).map(({ id }) => id);
  expect(all).toHaveLength(38);
  await expect.poll(() => idsShown(page)).toEqual(all);
});

test("a search is narrowed by words in any order, by days, and kept as a view", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await provider.send("Your parcel of Example Post waits at locker 12 in Gauss Street.");
  await provider.send("Your Acme Bank verification code is 482913.");
  await provider.send("Transfer of EUR 9 at Acme Bank: code 771204 releases it.");
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(3);

  const search = page.getByLabel("Search the messages");
  await search.fill("bank");
  await expect(rows(page)).toHaveCount(2);
  await search.fill("code 9 bank transfer");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("771204");
  await search.fill("transfer parcel");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await search.fill("ACME");
  await expect(rows(page)).toHaveCount(2);

  const today = await page.evaluate(() => {
    const now = new Date();
    const two = (value: number) => String(value).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  });
  const withCode = page.getByRole("button", { name: "With a code", exact: true });
  await inMoreFilters(page, (filters) => filters.getByLabel("From").fill(today));
  await withCode.click();
  await expect(page).toHaveURL(`${codebell.url}/?q=ACME&from=${today}&has_code=true`);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(search).toHaveValue("ACME");
  await expect(withCode).toHaveAttribute("aria-pressed", "true");
  await inMoreFilters(page, (filters) => expect(filters.getByLabel("From")).toHaveValue(today));
  const address = page.url();

  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Save this view" }).click();
  await dialog.getByLabel("Name").fill("Bank codes");
  await dialog.getByRole("button", { name: "Save" }).click();
  const views = page.getByRole("region", { name: "Views" });
  await expect(views.getByRole("link", { name: "Bank codes" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save this view" })).toHaveCount(0);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(3);
  await inMoreFilters(page, (filters) =>
    filters.getByLabel("To", { exact: true }).fill("2020-01-01"),
  );
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("button", { name: /^To 1 Jan 2020, remove/ }).click();
  await expect(rows(page)).toHaveCount(3);

  await rows(page).last().getByRole("link").click();
  await expect(openMessage(page)).toContainText("parcel");
  await views.getByRole("link", { name: "Bank codes" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(openMessage(page)).toContainText("parcel");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(
    (url) => String([...url.searchParams].toSorted()) === sortedParameters(address),
  );

  await views.getByRole("button", { name: "More for the view Bank codes" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await dialog.getByLabel("Name").fill("Codes of the bank");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(views.getByRole("link")).toHaveText(["Codes of the bank"]);
  await page.reload();
  await expect(views.getByRole("link")).toHaveText(["Codes of the bank"]);
  await expect(views.getByRole("link")).toHaveAttribute("aria-current", /true|page/);

  await views.getByRole("button", { name: "More for the view Codes of the bank" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete view" }).click();
  await expect(views.getByRole("link")).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
});

function sortedParameters(address: string): string {
  return String([...new URL(address).searchParams].toSorted());
}
