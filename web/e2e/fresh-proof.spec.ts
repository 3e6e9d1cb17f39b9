import { OWNER } from "./codebell.ts";
import { expect, goTo, openInbox, test } from "./fixtures.ts";

test("a channel is added once its owner has confirmed, by keyboard alone, that it is them", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await goTo(page, "Forwarding");

  // Ten minutes after signing in the server answers so; the rest is the server itself.
  const problem = {
    type: "urn:codebell:fresh-proof-required",
    title: "Forbidden",
    status: 403,
    detail: "Prove that it is you and try again: the last time is more than 10 minutes ago.",
    methods: ["password"],
  };
  let asked = 0;
  await page.route("**/api/v1/channels", async (route) => {
    if (route.request().method() !== "POST" || asked++ > 0) return route.continue();
    await route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify(problem),
    });
  });

  await page.getByRole("button", { name: "Add channel" }).first().click();
  const adding = page.getByRole("dialog", { name: /^Add channel/ });
  await adding.getByRole("button", { name: /^Webhook/ }).click();
  await adding.getByLabel("Name", { exact: true }).fill("Our program");
  await adding.getByLabel("Address", { exact: true }).fill("http://127.0.0.1:9/hook");
  await page.keyboard.press("Enter");

  const confirming = page.getByRole("dialog", { name: "Confirm that it is you" });
  await expect(confirming.getByLabel("Your password")).toBeFocused();
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  await expect(confirming.getByText("Is not your password")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press("Enter");
  await expect(confirming).toHaveCount(0);
  // The first dialog went on with what was typed in it.
  await expect(page.getByRole("dialog").getByText(/^whsec_/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Our program" })).toBeVisible();
  expect(asked).toBe(2);
});
