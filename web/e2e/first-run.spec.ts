import { OWNER } from "./codebell.ts";
import {
  clipboard,
  codeIn,
  copyButtons,
  expect,
  leaveList,
  live,
  rows,
  rowsWithCode,
  test,
} from "./fixtures.ts";

test.use({ embedded: true });

test("from the setup link to a copied code", async ({ codebell, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: codebell.url });

  await page.goto(codebell.url);
  await expect(page.getByText("printed a one-time setup link in its terminal")).toBeVisible();

  await page.goto(codebell.setupLink ?? "");
  await expect(page).toHaveURL(`${codebell.url}/setup`);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("too short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Use at least 12 characters.")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
  await expect(page.getByText("Codes appear here the moment they arrive.")).toBeVisible();
  await live(page);

  await leaveList(page);
  await codebell.simulate(5);
  await expect(rows(page)).toHaveCount(5);
  await expect(copyButtons(page)).not.toHaveCount(0);

  const button = copyButtons(page).first();
  const code = await codeIn(button);
  await button.click();
  await expect(rowsWithCode(page).first().getByText("Copied")).toBeVisible();
  expect(await clipboard(page)).toBe(code);
  expect((await codebell.messages()).map((message) => message.code)).toContain(code);

  await page.goto(codebell.setupLink ?? "");
  await expect(page.getByRole("heading", { name: "Already set up" })).toBeVisible();
});
