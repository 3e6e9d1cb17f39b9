import { expect, goTo, live, openInbox, rows, test } from "./fixtures.ts";

const NUMBER = "+12025550199";
const SHOWN = "+1 202 555 0199";

test("who is invited joins, sees a number, and loses it the moment the owner restricts it", async ({
  codebell,
  page,
  browser,
}) => {
  await codebell.setUp();
  await codebell.simulate(2, { to: NUMBER });
  await openInbox(page, codebell);
  await goTo(page, "Numbers");
  await page.getByRole("button", { name: /^Open to the team/ }).click();
  await expect(page.getByRole("button", { name: /^Open to the team/ })).toHaveCount(0);

  await goTo(page, "Team");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail").fill("lee@example.com");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("lee@example.com")).toBeVisible();

  const theirs = await browser.newContext();
  const lee = await theirs.newPage();
  await lee.goto(link);
  await expect(lee).toHaveURL(`${codebell.url}/invitation`);
  await lee.getByLabel("Your name").fill("Lee Hart");
  await lee.getByLabel("Password", { exact: true }).fill("four unrelated words");
  await lee.getByRole("button", { name: "Join" }).click();
  await live(lee);
  await expect(rows(lee)).toHaveCount(2);
  await lee.getByRole("link", { name: SHOWN, exact: true }).click();
  await expect(lee).toHaveURL(/number=/);
  await rows(lee).first().getByRole("link").click();
  await expect(lee.getByRole("article").getByRole("heading", { level: 2 })).toBeVisible();

  await goTo(page, "Numbers");
  await page.getByRole("main").getByRole("link", { name: SHOWN, exact: true }).click();
  await page.getByLabel("Who sees its messages").selectOption("restricted");
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expect(rows(lee)).toHaveCount(0);
  await expect(lee.getByRole("article")).toHaveCount(0);
  await expect(lee.getByRole("link", { name: SHOWN, exact: true })).toHaveCount(0);
  await expect(lee.getByText("You no longer have access to that number")).toBeVisible();
  await expect(lee).toHaveURL(`${codebell.url}/`);

  await page.getByLabel("Add somebody", { exact: true }).selectOption({ label: "Lee Hart" });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByLabel("Role of Lee Hart on this number")).toBeVisible();
  await expect(rows(lee)).toHaveCount(2);
  await rows(lee).first().getByRole("link").click();
  await expect(lee.getByRole("article").getByRole("heading", { level: 2 })).toBeVisible();

  await lee.goto(link);
  await expect(lee.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await theirs.close();
});

test("somebody is invited from a number's page, and reads that number alone", async ({
  codebell,
  page,
  browser,
}) => {
  await codebell.setUp();
  await codebell.simulate(1, { to: "+12025550101" });
  await codebell.simulate(2, { to: NUMBER });
  await openInbox(page, codebell);
  await goTo(page, "Numbers");
  await page.getByRole("main").getByRole("link", { name: SHOWN, exact: true }).click();
  await page.getByRole("link", { name: "Invite somebody for this number" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await expect(dialog.getByRole("checkbox", { name: SHOWN })).toBeChecked();
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  await dialog.getByLabel("E-mail").fill("lee@example.com");
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(`Also these numbers: ${SHOWN}`)).toBeVisible();

  const theirs = await browser.newContext();
  const lee = await theirs.newPage();
  await lee.goto(link);
  await lee.getByLabel("Your name").fill("Lee Hart");
  await lee.getByLabel("Password", { exact: true }).fill("four unrelated words");
  await lee.getByRole("button", { name: "Join" }).click();
  await live(lee);
  await expect(rows(lee)).toHaveCount(2);
  await expect(lee.getByRole("link", { name: SHOWN, exact: true })).toBeVisible();
  await expect(lee.getByRole("link", { name: "+1 202 555 0101" })).toHaveCount(0);
  await theirs.close();
});

test("a password reset link leads to a new password and back to sign-in", async ({
  codebell,
  page,
  browser,
}) => {
  const viewer = { email: "vic@example.com", name: "Vic Stone", password: "another long password" };
  await codebell.setUp();
  await codebell.addUser(viewer, "viewer");
  await openInbox(page, codebell);
  await goTo(page, "Team");
  await page.getByRole("button", { name: "More for Vic Stone" }).click();
  await page.getByRole("menuitem", { name: "Password reset link" }).click();
  await page.getByRole("button", { name: "Create link" }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();

  const theirs = await browser.newContext();
  const vic = await theirs.newPage();
  await vic.goto(link);
  await vic.getByLabel("New password").fill("quite a new passphrase");
  await vic.getByRole("button", { name: "Change password" }).click();
  await expect(vic.getByText("Your password is changed.")).toBeVisible();
  await vic.getByLabel("E-mail").fill(viewer.email);
  await vic.getByLabel("Password", { exact: true }).fill("quite a new passphrase");
  await vic.getByRole("button", { name: "Sign in" }).click();
  await live(vic);
  await theirs.close();
});
