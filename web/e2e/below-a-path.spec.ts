import { Codebell, freePort, OWNER } from "./codebell.ts";
import { test as base, expect, leaveList, live, openMessage, rows, signIn } from "./fixtures.ts";
import { Nginx } from "./nginx.ts";

/** Codebell below a path of a site, behind NGINX. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from there.
  codebell: async ({}, use) => {
    const port = await freePort();
    const codebell = await Codebell.start({ publicUrl: `http://127.0.0.1:${port}/codebell` });
    const nginx = await Nginx.start(port, codebell.ownUrl);
    try {
      await use(codebell);
    } finally {
      await nginx.stop();
      await codebell.remove();
    }
  },
});

test("below a path of a site the page signs in, hears of codes, and stays there", async ({
  codebell,
  page,
}) => {
  const { origin } = new URL(codebell.url);
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${codebell.url}/`)) outside.push(request.url());
  });
  expect(codebell.setupLink).toContain(`${codebell.url}/setup#token=`);
  await page.goto(codebell.setupLink ?? "");
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await live(page);
  await expect(page).toHaveURL(`${codebell.url}/`);

  await leaveList(page);
  await codebell.simulate(2, { to: "+12025550101" });
  await expect(rows(page)).toHaveCount(2);
  await rows(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/codebell\/\?message=/);
  const [message] = await codebell.messages();
  await page.reload();
  await expect(openMessage(page)).toContainText(message?.body ?? "");

  await page.getByRole("link", { name: "Numbers", exact: true }).first().click();
  await expect(page).toHaveURL(`${codebell.url}/numbers`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Numbers", level: 2 })).toBeVisible();
  const worker = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(worker).toBe(`${codebell.url}/`);

  await page.getByRole("button", { name: OWNER.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await signIn(page);
  await live(page);
  expect(outside).toEqual([]);

  // What else the site has is not ours.
  expect((await page.request.get(`${origin}/api/v1/setup`)).status()).toBe(404);
});
