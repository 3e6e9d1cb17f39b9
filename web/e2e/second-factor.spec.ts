import type { Page } from "@playwright/test";
import { OWNER } from "./codebell.ts";
import { expect, live, openInbox, openProfile, signIn, test } from "./fixtures.ts";
import { totp } from "./totp.ts";

async function signOut(page: Page) {
  await page.getByRole("button", { name: OWNER.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

/** Sets up an authenticator app in the open profile; answers its key and the recovery codes. */
async function setUpApp(page: Page) {
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByAltText("QR code for the authenticator app")).toBeVisible();
  await page.getByText("Can’t scan?").click();
  const secret = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
  await page.getByLabel("Code from the app").fill(totp(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  const list = page.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const codes = await list.getByRole("listitem").allInnerTexts();
  await page.getByRole("button", { name: "I saved my codes" }).click();
  return { secret, codes };
}

test("with an authenticator app a password alone opens nothing; a code or a recovery code does", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await openProfile(page);
  const { secret, codes } = await setUpApp(page);
  await expect(page.getByText("10 left")).toBeVisible();

  await signOut(page);
  await signIn(page);
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(/\w+ .*\w+/);
  await page.getByLabel("Code").fill(totp(secret, 1));
  await page.getByRole("button", { name: "Sign in" }).click();
  await live(page);

  await signOut(page);
  await signIn(page);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await live(page);
  await openProfile(page);
  await expect(page.getByText("9 left")).toBeVisible();
});

test("when the team demands a second factor, a member sets one up before anything else", async ({
  codebell,
  page,
  browser,
}) => {
  const member = { email: "vic@example.com", name: "Vic Stone", password: "another long password" };
  await codebell.setUp();
  await codebell.addUser(member, "viewer");
  const theirs = await browser.newContext();
  const viewer = await theirs.newPage();
  await openInbox(viewer, codebell, member);

  await openInbox(page, codebell);
  await openProfile(page);
  await setUpApp(page);
  await page.getByRole("link", { name: "Team" }).click();
  await page.getByRole("switch", { name: "Ask everybody for a second factor" }).click();
  await expect(
    page.getByRole("switch", { name: "Ask everybody for a second factor" }),
  ).toBeChecked();

  // The open page says so by itself.
  await expect(viewer.getByRole("heading", { name: "One thing first" })).toBeVisible();
  await viewer.getByRole("button", { name: "Use an authenticator app" }).click();
  await viewer.getByRole("button", { name: "Continue" }).click();
  await viewer.getByText("Can’t scan?").click();
  const secret = await viewer.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText();
  await viewer.getByLabel("Code from the app").fill(totp(secret));
  await viewer.getByRole("button", { name: "Turn on" }).click();
  await viewer.getByRole("button", { name: "I saved my codes" }).click();
  await live(viewer);
  await theirs.close();
});
