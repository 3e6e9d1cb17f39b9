import type { Page } from "@playwright/test";
import { test as base, expect, openInbox } from "./fixtures.ts";
import { Receiver } from "./receiver.ts";

const test = base.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it
  receiver: async ({}, use) => {
    const receiver = await Receiver.start();
    await use(receiver);
    receiver.stop();
  },
});

interface Forwarded {
  data: { code: string; test: boolean };
}

async function addWebhook(page: Page, url: string) {
  await page.getByRole("link", { name: "Forwarding" }).click();
  await page.getByRole("button", { name: "Add channel" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Webhook/ }).click();
  await dialog.getByLabel("Name", { exact: true }).fill("Our program");
  await dialog.getByLabel("Address", { exact: true }).fill(url);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  return dialog;
}

test("a channel is added, tested, and gets the codes that a rule sends there", async ({
  codebell,
  provider,
  receiver,
  page,
}) => {
  await openInbox(page, codebell);
  let dialog = await addWebhook(page, "ftp://example.com");
  await expect(dialog.getByText(/must be a web address/i)).toBeVisible();
  await dialog.getByLabel("Address", { exact: true }).fill(receiver.url);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(/whsec_/)).toHaveCount(0);

  await page.getByRole("button", { name: /^Send test/ }).click();
  dialog = page.getByRole("dialog");
  await expect(dialog.getByText("The test arrived.")).toBeVisible();
  expect((await receiver.next<Forwarded>()).data.test).toBe(true);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: /^Forward all codes here/ }).click();
  await expect(page.getByText("No rule forwards to it.")).toHaveCount(0);
  const code = await provider.sendCode();
  const { data } = await receiver.next<Forwarded>();
  expect([data.code, data.test]).toEqual([code, false]);

  await page.getByRole("link", { name: "Deliveries" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Delivered" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await expect(page.getByText(/All codes to Our program/)).toBeVisible();
});

test("what could not be delivered stands in needs review until it is tried again", async ({
  codebell,
  provider,
  receiver,
  page,
}) => {
  await openInbox(page, codebell);
  const dialog = await addWebhook(page, receiver.url);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Forward all codes here/ }).click();
  await expect(page.getByText("No rule forwards to it.")).toHaveCount(0);
  await page.getByRole("link", { name: "Deliveries" }).click();
  receiver.status = 403;
  await provider.sendCode();
  await receiver.next();
  const review = page.getByRole("region", { name: /review/i });
  await expect(review.getByText(/answered 403/)).toBeVisible();
  // The inbox says it too.
  await page.getByRole("link", { name: "Inbox" }).click();
  await expect(page.getByText(/Our program/).first()).toBeVisible();
  await page.getByRole("link", { name: "Forwarding" }).click();
  await page.getByRole("link", { name: "Deliveries" }).click();
  receiver.status = 200;
  await review.getByRole("button", { name: "Try all again" }).click();
  await receiver.next();
  await expect(review).toHaveCount(0);
  await expect(page.getByRole("listitem").filter({ hasText: "Delivered" }).first()).toBeVisible();
});
