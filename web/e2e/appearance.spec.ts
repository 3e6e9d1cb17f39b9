import type { Page } from "@playwright/test";
import { OWNER } from "./codebell.ts";
import { expect, live, openInbox, openMessage, rows, test } from "./fixtures.ts";

const html = (page: Page) => page.locator("html");
const SCHEME = "data-mantine-color-scheme";

/** What the scheme was at the first paint of the page that is open. */
async function firstPainted(page: Page) {
  return page.evaluate(() => (window as { firstPainted?: string }).firstPainted);
}

test("the chosen scheme is kept, and is there at the first paint", async ({ codebell, page }) => {
  await page.addInitScript((attribute) => {
    requestAnimationFrame(() => {
      const scheme = document.documentElement.getAttribute(attribute);
      (window as { firstPainted?: string | null }).firstPainted ??= scheme;
    });
  }, SCHEME);
  await page.emulateMedia({ colorScheme: "light" });
  await codebell.setUp();
  await openInbox(page, codebell);
  await expect(html(page)).toHaveAttribute(SCHEME, "light");
  const menu = page.getByRole("button", { name: OWNER.name });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();

  await menu.click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(html(page)).toHaveAttribute(SCHEME, "dark");
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  await live(page);
  expect(await firstPainted(page)).toBe("dark");
  await expect(html(page)).toHaveAttribute(SCHEME, "dark");

  await page.goto(`${codebell.url}/preferences`);
  await page.getByRole("radio", { name: "Light" }).check();
  await expect(html(page)).toHaveAttribute(SCHEME, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.reload();
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
  expect(await firstPainted(page)).toBe("light");

  await page.getByRole("radio", { name: "As the system" }).check();
  await expect(html(page)).toHaveAttribute(SCHEME, "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html(page)).toHaveAttribute(SCHEME, "light");
});

test("full times are written as one has chosen, on the next device as well", async ({
  codebell,
  provider,
  page,
  theirs,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/preferences`);
  const saved = page.waitForResponse(/me\/preferences$/);
  await page.getByRole("radio", { name: "United States" }).click();
  await saved;
  const received = (await codebell.messages())[0]?.received_at ?? "";
  await openInbox(theirs, codebell);
  await rows(theirs).getByRole("link").click();
  const time = openMessage(theirs).getByRole("definition").locator("time");
  const american = await theirs.evaluate((at) => {
    const two = (value: number) => String(value).padStart(2, "0");
    const time = new Date(at);
    const day = `${two(time.getMonth() + 1)}/${two(time.getDate())}/${time.getFullYear()}`;
    const hour = two(time.getHours() % 12 || 12);
    const half = time.getHours() < 12 ? "AM" : "PM";
    return `${day} ${hour}:${two(time.getMinutes())}:${two(time.getSeconds())} ${half}`;
  }, received);
  await expect(time).toHaveText(american);
  expect(american).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d [AP]M$/);
});

test("the page speaks German and Chinese, dates and buttons included", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/preferences`);
  await page.getByRole("combobox", { name: "Language" }).selectOption({ label: "Deutsch" });
  await expect(html(page)).toHaveAttribute("lang", "de");
  const pages = page.getByRole("navigation", { name: "Seiten" }).getByRole("link");
  await expect(pages.filter({ hasNotText: "+1" })).toHaveText([
    /^Posteingang/,
    "Hinweise",
    "Zu prüfen",
    /^Nummern/,
    "Quellen",
    "Code-Regeln",
    "Weiterleitung",
    "Versand",
    "Team",
    "Kosten",
    "Audit-Protokoll",
  ]);
  await page.goto(codebell.url);
  await page.getByRole("list", { name: "Nachrichten" }).getByRole("link").click();
  const detail = page.getByRole("article").filter({ has: page.getByTestId("code") });
  await expect(detail.getByRole("button", { name: "Code kopieren" })).toBeVisible();
  await expect(detail.getByRole("definition").locator("time")).toHaveText(
    /^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/,
  );
  await page.reload();
  await expect(html(page)).toHaveAttribute("lang", "de");

  await page.goto(`${codebell.url}/preferences`);
  await page.getByRole("combobox", { name: "Sprache" }).selectOption({ label: "中文" });
  await expect(html(page)).toHaveAttribute("lang", "zh");
  await page.goto(codebell.url);
  await expect(page.getByRole("article")).toHaveCount(1);
  await page.getByRole("article").getByRole("link").click();
  await expect(page.getByTestId("code")).toBeVisible();
  // Whatever is a button, a link of the menus, a field or a heading of the page itself.
  const words = await page
    .locator("button, nav a, input, label, legend, h3, dt")
    .evaluateAll((all) =>
      all.flatMap((one) => [
        one.getAttribute("aria-label") ?? "",
        one.getAttribute("placeholder") ?? "",
        one.getAttribute("title") ?? "",
        (one as HTMLElement).innerText ?? "",
      ]),
    );
  const own = new RegExp(OWNER.name, "g");
  const english = words
    .map((one) => one.replace(own, ""))
    .filter((one) =>
      /[a-z]{3}/i.test(one.replace(/HTTPS?|SMS|Codebell|ReceiveSMS|URL|Ctrl/gi, "")),
    );
  expect(words.length).toBeGreaterThan(40);
  expect(english).toEqual([]);
});

for (const width of [1440, 390]) {
  test(`written from the right nothing sticks out, ${width} pixels wide`, async ({
    codebell,
    provider,
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await provider.sendCode();
    await openInbox(page, codebell);
    for (const path of ["/", "/sources", "/sources/new", "/team", "/preferences"]) {
      await page.goto(codebell.url + path);
      await live(page);
      await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
      const { overflow, out } = await page.evaluate(() => {
        const root = document.documentElement;
        root.scrollLeft = -500;
        const moved = root.scrollLeft;
        const out = [...document.querySelectorAll("button, a, input, h2, h3, p")]
          .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
          .filter((one) => {
            const { left, right, width: own } = one.getBoundingClientRect();
            return own > 1 && (left < -1 || right > innerWidth + 1);
          })
          .map((one) => `${one.tagName} ${one.textContent?.slice(0, 40)}`);
        return { overflow: [root.scrollWidth - root.clientWidth, moved], out };
      });
      expect({ path, overflow, out }).toEqual({ path, overflow: [0, 0], out: [] });
    }
    if (width < 768) return;
    await page.goto(codebell.url);
    await rows(page).getByRole("link").click();
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const edge = async (role: "navigation" | "region", name: string) =>
      (await page.getByRole(role, { name, exact: true }).boundingBox())?.x ?? 0;
    const side = await edge("navigation", "Pages");
    const list = await edge("region", "Inbox");
    expect(side).toBeGreaterThan(list);
    expect(list).toBeGreaterThan(await edge("region", "Message"));
  });
}

test("in Arabic the page is mirrored, and the digits of codes and numbers keep their order", async ({
  codebell,
  provider,
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem("codebell.language", "ar"));
  await provider.send("رمز التحقق الخاص بك هو ٥٥٣٨١٧ لا تشاركه مع أحد");
  await provider.sendCode();
  await page.goto(codebell.url);
  await page.locator("input[type=email]").fill(OWNER.email);
  await page.locator("input[type=password]").fill(OWNER.password);
  await page.locator("button[type=submit]").click();
  await expect(html(page)).toHaveAttribute("dir", "rtl");
  const messages = page.getByRole("list", { name: "الرسائل" }).getByRole("listitem");
  await expect(messages).toHaveCount(2);

  const code = messages.first().getByRole("button").locator("span > span");
  const lefts = await code.evaluateAll((groups) =>
    groups.map((group) => group.getBoundingClientRect().left),
  );
  expect(lefts).toEqual(lefts.toSorted((one, other) => one - other));
  await expect(code).toHaveText(["484", "270"]);
  await expect(messages.first()).toContainText("\u2066+1 202 555 0143\u2069");

  await messages.last().getByRole("link").click();
  const text = page.getByRole("article").getByRole("blockquote");
  await expect(text.locator("mark")).toHaveText("٥٥٣٨١٧");
  expect(await text.evaluate((quote) => getComputedStyle(quote).direction)).toBe("rtl");
});

test("on a low screen the rail shows where one is, however much stands above it", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  for (let at = 0; at < 8; at++) {
    await codebell.addNumber(`+1202555010${at}`, { label: `Desk ${at}` });
  }
  const { data } = await codebell.api<{ data: { id: string }[] }>("/numbers");
  const pinned_number_ids = data.map(({ id }) => id);
  await codebell.api("/me/preferences", { method: "PUT", body: { pinned_number_ids } });
  await page.setViewportSize({ width: 1280, height: 720 });
  await openInbox(page, codebell);
  const current = (name: string) =>
    page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true });
  await expect(current("Desk 7")).toBeVisible();
  await expect(current("Audit log")).not.toBeInViewport();
  await page.goto(`${codebell.url}/audit`);
  await expect(current("Desk 7")).toHaveCount(1);
  await expect(current("Audit log")).toBeInViewport({ ratio: 1 });
});
