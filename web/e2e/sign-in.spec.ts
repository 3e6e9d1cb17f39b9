import { OWNER } from "./codebell.ts";
import { expect, live, openInbox, signIn, test } from "./fixtures.ts";

test.beforeEach(({ codebell }) => codebell.setUp());

test("a wrong password is refused in words, the right one opens the inbox until one signs out", async ({
  codebell,
  page,
}) => {
  await page.goto(codebell.url);
  await signIn(page, { ...OWNER, password: "not the password" });
  await expect(page.getByRole("alert")).toHaveText(/\w+ .*\w+/);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await signIn(page);
  await live(page);
  await page.reload();
  await live(page);

  await page.getByRole("button", { name: OWNER.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("signing in again leads back to where one was", async ({ codebell, page, context }) => {
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/?q=acme&has_code=true`);
  await live(page);
  await context.clearCookies();
  await page.reload();
  await signIn(page);
  await live(page);
  await expect(page).toHaveURL(`${codebell.url}/?q=acme&has_code=true`);
  await expect(page.getByLabel("Search the messages")).toHaveValue("acme");
});

test("two tabs that refresh at once both stay signed in", async ({ codebell, page, context }) => {
  await openInbox(page, codebell);
  const second = await context.newPage();
  await second.goto(codebell.url);
  await live(second);
  for (let round = 0; round < 4; round++) {
    await Promise.all([page.reload(), second.reload()]);
    await Promise.all([live(page), live(second)]);
  }
});
