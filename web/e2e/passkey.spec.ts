import type { Page } from "@playwright/test";
import { OWNER } from "./codebell.ts";
import { expect, live, openInbox, openProfile, signIn, test } from "./fixtures.ts";

// Passkeys belong to a name, not to an address.
test.use({ host: "localhost" });

/** A security key without hardware, which answers each question with yes. */
async function plugInKey(page: Page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("a passkey is added in the profile, signs in, and can be removed", async ({
  codebell,
  page,
}) => {
  await plugInKey(page);
  await codebell.setUp();
  await openInbox(page, codebell);
  await openProfile(page);
  await page.getByRole("button", { name: "Add passkey" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the passkey").fill("My key");
  await dialog.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("button", { name: "I saved my codes" }).click();
  await expect(page.getByRole("button", { name: "Remove My key" })).toBeVisible();

  await page.getByRole("button", { name: OWNER.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await signIn(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await live(page);

  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
  await page.getByRole("button", { name: "Remove My key" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("No passkey yet.")).toBeVisible();
});
