import type { Page } from "@playwright/test";
import type { Codebell } from "./codebell.ts";
import { expect, goTo, live, openInbox, test } from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

const MANAGER = { email: "max@example.com", name: "Max Reed", password: "another long password" };

const tab = (page: Page, words: string) =>
  page.getByRole("navigation", { name: "Sends" }).getByRole("link", { name: words }).click();

/** The code in the newest message of the inbox that has one from here. */
async function codeThatCame(codebell: Codebell): Promise<string> {
  const own = async () => (await codebell.messages()).find(({ sender }) => sender === "Codebell");
  await expect.poll(async () => (await own())?.code ?? "").not.toBe("");
  return (await own())?.code ?? "";
}

test("an owner sets up a gateway, sends a code, sees it arrive, and checks it", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.send("Hello, is anybody there?");
  await openInbox(page, codebell);
  await goTo(page, "Sends");
  await expect(page.getByRole("heading", { name: "Nothing can be sent yet" })).toBeVisible();
  await page.getByRole("link", { name: "Set up a gateway" }).click();
  await page.getByRole("button", { name: "Add gateway" }).click();
  await page.getByRole("button", { name: /^Loopback/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  await expect(dialog).toHaveCount(0);
  const gateway = page.getByRole("listitem", { name: "Loopback" });
  await expect(gateway.getByText("Tried first")).toBeVisible();

  await tab(page, "Log");
  await page.getByRole("button", { name: "Send test code" }).click();
  await dialog.getByRole("button", { name: "Send code" }).click();
  await expect(dialog.getByLabel("Number")).toBeFocused();
  await dialog.getByLabel("Number").fill(FRONT_DESK);
  await dialog.getByLabel("Company name").fill("Acme Bank");
  const preview = dialog.getByRole("region", { name: "The text, with an example" });
  await expect(preview.getByText(/is your Acme Bank verification code/)).toBeVisible();
  await expect(preview.getByText(/characters · 1 SMS/)).toBeVisible();
  await dialog.getByRole("button", { name: "Send code" }).click();

  await expect(dialog.getByRole("status").getByText("Delivered")).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Send another in \d:\d\d$/ })).toBeVisible();
  const code = await codeThatCame(codebell);
  await dialog.getByLabel("Code you received").fill(code === "000000" ? "111111" : "000000");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/^Wrong or expired code/)).toBeVisible();
  await dialog.getByLabel("Code you received").fill(code);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/^Correct code\. You can’t use this code/)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const sends = page.getByRole("list", { name: "Sends, newest first" }).getByRole("listitem");
  await expect(sends).toHaveCount(1);
  await expect(sends.getByText("verified")).toBeVisible();
  await sends.getByRole("button", { name: /^Details/ }).click();
  const happened = dialog.getByRole("region", { name: "What happened" }).getByRole("listitem");
  await expect(happened.filter({ hasText: "Accepted by Loopback" })).toHaveCount(1);
  await expect(happened.last()).toContainText("The right code came back");
  await expect(dialog.getByText(code)).toHaveCount(0);
  await expect(page).toHaveURL(/send=/);
  await page.reload();
  await expect(dialog.getByText("Accepted by Loopback")).toBeVisible();
});

test("sends come in live, and the filters stay in the address", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.send("Hello");
  const body = { kind: "loopback", name: "Loopback" };
  await codebell.api("/gateways", { method: "POST", body });
  await openInbox(page, codebell);
  await goTo(page, "Sends");
  await expect(page.getByText("Nothing has been sent yet.", { exact: false })).toBeVisible();
  await codebell.api("/otp/send", { method: "POST", body: { to: FRONT_DESK, company: "Acme" } });
  const sends = page.getByRole("list", { name: "Sends, newest first" }).getByRole("listitem");
  await expect(sends.getByText("Delivered")).toBeVisible();

  await page.getByLabel("Result").selectOption("failed");
  await expect(page.getByText("Nothing you’ve sent matches these filters.")).toBeVisible();
  await page.reload();
  await live(page);
  await expect(page.getByLabel("Result")).toHaveValue("failed");
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page.getByLabel("Number", { exact: true }).fill("+1 202 555 0143");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/to=%2B12025550143/);
  await expect(sends).toHaveCount(1);
});

test("gateways are put in order with the keyboard, and a manager can only test them", async ({
  codebell,
  provider,
  page,
  theirs,
}) => {
  await provider.send("Hello");
  await codebell.addUser(MANAGER, "manager");
  for (const name of ["First", "Second"])
    await codebell.api("/gateways", { method: "POST", body: { kind: "loopback", name } });
  await openInbox(page, codebell);
  await goTo(page, "Sends");
  await tab(page, "Gateways");
  const list = page.getByRole("list", { name: /^Gateways/ });
  const names = list.getByRole("heading", { level: 3 });
  await expect(names).toHaveText(["First", "Second"]);
  await page.getByRole("button", { name: "Move Second up" }).focus();
  await page.keyboard.press("Enter");
  await expect(names).toHaveText(["Second", "First"]);
  await expect(page.getByRole("button", { name: "Move Second up" })).toBeFocused();
  await page.getByRole("switch", { name: "Second is switched on" }).click({ force: true });
  const first = page.getByRole("listitem", { name: "First" });
  await expect(first.getByText("Tried first")).toBeVisible();

  await openInbox(theirs, codebell, MANAGER);
  await goTo(theirs, "Sends");
  await tab(theirs, "Gateways");
  await expect(theirs.getByRole("listitem", { name: "First" })).toBeVisible();
  for (const name of [/^Add gateway/, /^Edit/, /^Remove/, /^Move/])
    await expect(theirs.getByRole("button", { name })).toHaveCount(0);
  await expect(theirs.getByRole("switch")).toHaveCount(0);
  await theirs.getByRole("button", { name: "Test First" }).click();
  const dialog = theirs.getByRole("dialog");
  await dialog.getByLabel("Number").fill(FRONT_DESK);
  await theirs.keyboard.press("Enter");
  await expect(dialog.getByText("Accepted by First")).toBeVisible();
  await theirs.keyboard.press("Escape");

  await tab(theirs, "Limits and texts");
  await expect(theirs.getByText("Sends of the team in a day")).toBeVisible();
  await expect(theirs.getByRole("button", { name: /^Save|^Write/ })).toHaveCount(0);
});

test("an owner changes limits and a text, and has a number tested", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.send("Hello");
  await codebell.nameNumbers(["Front desk"]);
  const body = { kind: "loopback", name: "Loopback" };
  await codebell.api("/gateways", { method: "POST", body });
  await openInbox(page, codebell);
  await goTo(page, "Sends");
  await tab(page, "Limits and texts");
  const perDay = page.getByLabel("Sends of the team in a day");
  await perDay.fill("many");
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(perDay).toBeFocused();
  await perDay.fill("250");
  await page.getByLabel("Never to these countries").fill("fj");
  await expect(page.getByText("Fiji")).toBeVisible();
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByRole("button", { name: "Saved" })).toBeVisible();

  await page.getByRole("button", { name: "Write your own text" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Text", { exact: true }).fill("No place for it");
  await expect(dialog.getByText(/^Must have \{code\} in it/)).toBeVisible();
  await dialog.getByLabel("Text", { exact: true }).fill("{code} opens the door of {company}");
  await expect(dialog.getByText(/\d{6} opens the door of/)).toBeVisible();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("your own text", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Restore default text" }).click();
  await expect(page.getByText("your own text", { exact: true })).toHaveCount(0);

  await tab(page, "Tested numbers");
  await page.getByRole("button", { name: "Test number" }).click();
  await dialog.getByRole("button", { name: "Test number" }).click();
  const number = page.getByRole("listitem", { name: "Front desk" });
  await expect(number.getByText("receives", { exact: true })).toBeVisible();
  await number.getByRole("button", { name: /^Remove/ }).click();
  await dialog.getByRole("button", { name: "Stop tests" }).click();
  await expect(page.getByText("No number is tested.")).toBeVisible();
});
