import { type BrowserContext, test as base, type Locator, type Page } from "@playwright/test";
import { Codebell, OWNER } from "./codebell.ts";
import { Provider } from "./provider.ts";

export const expect = base.expect;

export const VIEWER = {
  email: "vic@example.com",
  name: "Vic Stone",
  password: "another long password",
};

export const AUDITOR = {
  email: "ada@example.com",
  name: "Ada Reed",
  password: "a third long password",
};

interface Fixtures {
  host: string;
  /** Whether the server runs on the PostgreSQL that it brings itself. */
  embedded: boolean;
  codebell: Codebell;
  /** One whose messages a test writes itself. */
  provider: Provider;
  /** The page of somebody else, in a browser of their own. */
  theirs: Page;
  complaints: string[];
}

/** Each test has a server, and data, of its own; what the browser complains of fails the test. */
export const test = base.extend<Fixtures>({
  host: ["127.0.0.1", { option: true }],
  embedded: [false, { option: true }],
  codebell: async ({ host, embedded }, use) => {
    const codebell = await Codebell.start({ host, embedded });
    try {
      await use(codebell);
    } finally {
      await codebell.remove();
    }
  },
  provider: async ({ codebell }, use) => {
    await codebell.setUp();
    await use(await Provider.connect(codebell));
  },
  theirs: async ({ browser, complaints }, use) => {
    const context = await browser.newContext();
    note(context, complaints);
    await use(await context.newPage());
    await context.close();
  },
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      note(context, complaints);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

function note(context: BrowserContext, complaints: string[]) {
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (line) => {
    if (/Content Security Policy/i.test(line.text())) complaints.push(line.text());
  });
}

export async function signIn(page: Page, who: { email: string; password: string } = OWNER) {
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A page of the owner, in the inbox, with the live connection open. */
export async function openInbox(
  page: Page,
  codebell: Codebell,
  who?: { email: string; password: string },
) {
  await page.goto(codebell.url);
  await signIn(page, who);
  await live(page);
  await leaveList(page);
}

/** From now on the page's clock goes on only when it is told to; a moment has passed until then. */
export const holdClock = (page: Page) => page.clock.pauseAt(Date.now() + 2000);

/** Lets a held clock go on until something has come. */
export async function until(page: Page, came: () => Promise<unknown>) {
  await expect(async () => {
    await page.clock.runFor(20);
    await came();
  }).toPass({ intervals: [20] });
}

/** Where to press: on a held clock nothing waits until it stands still. */
export async function centreOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error("it is not in sight");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes the pointer off the list, which keeps still under it. */
export const leaveList = (page: Page) => page.mouse.move(0, 0);

export async function live(page: Page) {
  await expect(connection(page)).toHaveText("Live");
}

export const connection = (page: Page): Locator => page.getByRole("status", { name: "Connection" });
export const rows = (page: Page): Locator =>
  page.getByRole("list", { name: "Messages" }).getByRole("listitem");
const copyButton = (page: Page) => page.getByRole("button", { name: /^Copy code/ });
export const rowsWithCode = (page: Page): Locator => rows(page).filter({ has: copyButton(page) });
export const copyButtons = (page: Page): Locator =>
  rows(page).getByRole("button", { name: /^Copy code/ });

/** Opens a page through the menus, as a user does. */
export async function goTo(page: Page, words: string) {
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: words, exact: true })
    .click();
  await expect(page.getByRole("heading", { level: 2, name: words })).toBeVisible();
}

/** Opens the filters that are seldom wanted, and closes them again when something was done with them. */
export async function inMoreFilters(page: Page, act: (filters: Locator) => Promise<void>) {
  await page.getByRole("button", { name: "More filters" }).click();
  const filters = page.getByRole("group", { name: "More filters" });
  await expect(filters).toBeVisible();
  await act(filters);
  await page.keyboard.press("Escape");
  await expect(filters).toHaveCount(0);
}

export async function openProfile(page: Page, name = OWNER.name) {
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Your profile" }).click();
  await expect(page.getByRole("heading", { name: "Your profile" })).toBeVisible();
}

/** Scrolls the list; the scroll has ended and the rows have followed it when this is over. */
export async function scrolledDown(page: Page, by: number) {
  await rows(page).first().hover();
  await page.mouse.wheel(0, by);
  const list = page.getByRole("list", { name: "Messages" });
  await list.evaluate(async (ul, least) => {
    const top = () => ul.parentElement?.scrollTop ?? 0;
    for (let last = -1; top() < least || top() !== last; ) {
      last = top();
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    }
  }, by * 0.6);
}

/** The message that is open beside the list. */
export const openMessage = (page: Page): Locator =>
  page.getByRole("region", { name: "Message", exact: true }).getByRole("article");

export async function grantClipboard(page: Page, codebell: Codebell) {
  const origin = codebell.url;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin });
}

/** A code as a program needs it: without the gaps that are drawn for the eye. */
export async function codeIn(place: Locator): Promise<string> {
  return (await place.innerText()).replace(/\s/g, "");
}

export function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
