import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Codebell } from "./codebell.ts";
import { test as base, expect } from "./fixtures.ts";

const SERVER = join(import.meta.dirname, "../../docs/samples/web/server.mjs");
const NUMBER = "+6421234567";

/** The address of the sample's form, whose server asks Codebell. */
const test = base.extend<{ form: string }>({
  form: async ({ codebell }, use) => {
    await codebell.setUp();
    await codebell.api("/gateways", {
      method: "POST",
      body: { kind: "loopback", name: "Loopback" },
    });
    await codebell.addNumber(NUMBER);
    const { key } = await codebell.api<{ key: string }>("/api-keys", {
      method: "POST",
      body: { name: "Form", scopes: ["otp"] },
    });
    const server = spawn(process.execPath, [SERVER], {
      env: {
        PATH: process.env.PATH,
        PORT: "0",
        CODEBELL_URL: codebell.url,
        CODEBELL_API_KEY: key,
        WEBOTP_DOMAIN: "localhost",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const url = new Promise<string>((done, fail) => {
        createInterface({ input: server.stdout }).once("line", done);
        server.once("exit", (code) => fail(new Error(`the sample ended with ${code}`)));
      });
      await use(await url);
    } finally {
      server.kill();
    }
  },
});

/** The text of the last SMS to the number. */
async function sms(codebell: Codebell): Promise<string> {
  const texts = (await codebell.messages()).map((message) => message.body);
  return texts[0] ?? "";
}

async function ask(page: Page, form: string) {
  await page.goto(form);
  await page.getByLabel("Phone number").fill(NUMBER);
  await page.getByRole("button", { name: "Send code" }).click();
}

test("a browser with WebOTP fills in the code of the SMS and confirms the number", async ({
  codebell,
  form,
  page,
}) => {
  await page.exposeFunction("lastSms", () => sms(codebell));
  // As Chromium on a phone does: the last line names the page's host and the code.
  await page.addInitScript(() => {
    const { lastSms } = window as unknown as { lastSms: () => Promise<string> };
    const get = async ({ otp }: { otp?: { transport: string[] } } = {}) => {
      if (otp?.transport[0] !== "sms") throw new TypeError("not WebOTP");
      const bound = /^@(\S+) #(\d+)$/.exec((await lastSms()).split("\n").at(-1) ?? "");
      if (bound?.[1] !== location.hostname) throw new DOMException("not for this page");
      return { type: "otp", code: bound[2] };
    };
    Object.assign(window, { OTPCredential: class {} });
    Object.defineProperty(navigator.credentials, "get", { value: get });
  });
  await ask(page, form);
  await expect(page.getByRole("status")).toHaveText("Your number is confirmed.");
});

test("without WebOTP the code is typed, a wrong one is told, and nothing hinders anyone", async ({
  codebell,
  form,
  page,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "OTPCredential");
  });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(form);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await ask(page, form);
  const code = page.getByLabel("Code");
  await expect(code).toBeFocused();
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await code.fill("0000");
  await code.press("Enter");
  await expect(page.getByRole("status")).toHaveText("This code is wrong or has expired.");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const digits = /#(\d+)$/.exec(await sms(codebell))?.[1] ?? "";
  await code.fill(`${digits.slice(0, 3)} ${digits.slice(3)}`);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("status")).toHaveText("Your number is confirmed.");
});

test("what can not be sent is told in words for visitors", async ({ form, page }) => {
  await ask(page, form);
  await expect(page.getByText(`Sent to ${NUMBER}.`)).toBeVisible();
  await ask(page, form);
  await expect(page.getByRole("status")).toHaveText(/^Please wait \d+ s and try again\.$/);
  await page.getByLabel("Phone number").fill("2190");
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByRole("status")).toHaveText(/^No code can be sent to this number\./);
});
