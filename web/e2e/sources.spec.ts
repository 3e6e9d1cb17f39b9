import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Message } from "../src/api/client.ts";
import { expect, live, openInbox, openMessage, rows, test } from "./fixtures.ts";
import { post } from "./provider.ts";

const bash = promisify(execFile);

test("the first run leads through a provider to the first message, and names what is wrong", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps.getByText(/ of 8 done$/)).toHaveText("1 of 8 done");
  await expect(steps.getByText("Connect a provider, open")).toBeVisible();
  await steps.getByRole("link", { name: "Connect provider" }).click();

  const at = page.getByRole("list", { name: "Steps" }).locator('[aria-current="step"]');
  await expect(at).toContainText("Provider");
  await page.getByRole("button", { name: /^ReceiveSMS\.ink/ }).click();
  await expect(at).toContainText("Details");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("ReceiveSMS.ink");
  await page.getByRole("radio", { name: /^Paste the provider’s secret/ }).check();
  await page.getByRole("button", { name: "Create source" }).click();
  await expect(page.getByText("Enter the secret.")).toBeVisible();
  const secret = "whsec-of-the-wizard";
  await page.getByLabel("Secret", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Create source" }).click();

  await expect(page.getByRole("heading", { level: 2, name: "ReceiveSMS.ink" })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  const arrived = page.getByRole("region", { name: "Arrivals" });
  await expect(arrived).toContainText("Waiting for the first message…");
  const url = await page.getByLabel("Address of the webhook").inputValue();
  const { data } = await codebell.api<{ data: { webhook_url: string }[] }>("/sources");
  expect(url).toBe(data[0]?.webhook_url);
  expect(url.startsWith(`${codebell.url}/webhooks/`)).toBe(true);

  expect(await post(url, "{}", "another secret")).toBe(401);
  await expect(arrived).toContainText("The signature does not match.");
  await expect(arrived).toContainText("Compare this one with the secret at ReceiveSMS.ink");
  const log = page.getByRole("table");
  await expect(log.getByRole("row").nth(1)).toContainText("Wrong signature");
  await expect(log.getByRole("row")).toHaveCount(2);

  await page.getByText("Send a demo message yourself, without the provider").click();
  await page.getByRole("button", { name: "Generate command" }).click();
  const command = await page.getByLabel("Command", { exact: true }).inputValue();
  await bash("bash", ["-c", `${command} --silent --fail`]);
  await expect(arrived).toContainText("The first message arrived");
  await expect(arrived).toContainText("So far, only owners and managers see this number.");
  await expect(arrived.getByRole("link", { name: "Choose viewers" })).toBeVisible();
  const [message] = await codebell.messages();
  await arrived.getByRole("link", { name: "See the message" }).click();
  await expect(page).toHaveURL(`${codebell.url}/?message=${message?.id}`);
  await expect(openMessage(page)).toContainText(message?.body ?? "");

  await page.keyboard.press("Escape");
  await expect(steps.getByText(/ of 8 done$/)).toHaveText("3 of 8 done");
  await expect(steps.getByText("The first real message has arrived, done")).toBeVisible();
  await expect(steps.getByText("Open its number to the team, open")).toBeVisible();
});

test("a provider that shows its secret only later has it entered as the next step", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/sources/new`);
  await page.getByRole("button", { name: /^JoltSMS/ }).click();
  await page.getByRole("radio", { name: /^Enter it later/ }).check();
  await page.getByRole("button", { name: "Create source" }).click();
  const steps = page.getByRole("list", { name: "Steps" });
  await expect(steps.locator('[aria-current="step"]')).toContainText("Connect");
  const arrivals = page.getByRole("region", { name: "Arrivals" });
  await expect(arrivals).toContainText("Enter the secret next");

  await page.getByRole("button", { name: "Enter the secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Enter the secret" });
  await dialog.getByRole("textbox", { name: "Secret" }).fill("whsec-that-came-later");
  await dialog.getByRole("button", { name: "Use this secret" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("You’ve already entered the secret.")).toBeVisible();
  await expect(arrivals).toContainText("Waiting for the first message…");
});

test("a secret is changed without a gap, and a deleted source leaves its messages", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/sources`);
  await page.getByRole("link", { name: "Office line" }).click();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("button", { name: "Change secret" }).click();
  const dialog = page.getByRole("dialog");
  const fresh = "whsec-of-next-month";
  await dialog.getByRole("textbox", { name: "Secret" }).fill(fresh);
  await dialog.getByRole("button", { name: "Use this secret" }).click();
  await expect(dialog).toContainText(/The old secret works until .+\./);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/^The old secret works until/)).toBeVisible();

  await provider.sendCode();
  const { data } = await codebell.api<{ data: { webhook_url: string }[] }>("/sources");
  const url = data[0]?.webhook_url ?? "";
  const hello = JSON.stringify({ event: "sms.read", version: "1" });
  expect(await post(url, hello, fresh)).toBe(200);
  expect(await post(url, hello, "a secret of nobody")).toBe(401);
  await page.reload();
  const log = page.getByRole("table").getByRole("row");
  await expect(log).toHaveCount(3);
  await expect(log.nth(1)).toContainText("RefusedWrong signature");
  await expect(log.nth(2)).toContainText("Notedsms.read");

  await page.getByRole("button", { name: "Delete source" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No source yet" })).toBeVisible();
  // It is noticed within a second.
  await expect.poll(() => post(url, hello, fresh)).toBe(404);
  await page.goto(codebell.url);
  await expect(rows(page)).toHaveCount(2);
});

test("a secret that is made here is shown once, and signs", async ({ codebell, page }) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/sources/new`);
  await page.getByRole("button", { name: /^Any other provider/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("Warehouse");
  await page.getByRole("radio", { name: /^Generate secret here/ }).check();
  await page.getByRole("button", { name: "Create source" }).click();
  const shown = page.getByRole("textbox", { name: "Secret", exact: true });
  await expect(shown).toBeVisible();
  const secret = await shown.inputValue();
  expect(secret.length).toBeGreaterThanOrEqual(32);
  await page.getByRole("button", { name: "Hide secret" }).click();
  await expect(shown).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Address of the webhook")).toBeVisible();
  await expect(shown).toHaveCount(0);
  expect(await page.content()).not.toContain(secret);

  await page.getByRole("button", { name: "Change secret" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Generate secret here/ }).check();
  await dialog.getByRole("button", { name: "Make a secret" }).click();
  const next = await dialog.getByLabel("New secret").inputValue();
  expect(next).not.toBe(secret);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(page.getByText(/^The old secret works until/)).toBeVisible();
  expect(await page.content()).not.toContain(next);
});

test("a simulated SMS is marked as a demo, and goes with all demo data", async ({
  codebell,
  provider,
  page,
}) => {
  const code = await provider.sendCode();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  const steps = page.getByRole("region", { name: "First steps" });
  await steps.getByRole("button", { name: "Simulate an SMS" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first().getByText("Demo", { exact: true })).toBeVisible();
  await expect(rows(page).last().getByText("Demo", { exact: true })).toHaveCount(0);
  await expect(steps.getByText("1 demo message")).toBeVisible();
  await rows(page).first().getByRole("link").click();
  await expect(openMessage(page).locator("header")).toContainText("Demo");
  await page.keyboard.press("Escape");

  await steps.getByRole("button", { name: "Remove demo data" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(code.slice(0, 3));
  await expect(steps.getByText("1 demo message")).toHaveCount(0);
  const numbers = page.getByRole("navigation", { name: "Pages" });
  await expect(numbers.getByText(/^Demo/)).toHaveCount(0);
  expect((await codebell.messages()).map(({ source }: Message) => source.is_demo)).toEqual([false]);
  await page.reload();
  await live(page);
  await expect(rows(page)).toHaveCount(1);
});
