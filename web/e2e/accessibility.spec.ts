import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Codebell, OWNER } from "./codebell.ts";
import { AUDITOR, expect, live, openInbox, rows, signIn, test, VIEWER } from "./fixtures.ts";
import { FRONT_DESK, post } from "./provider.ts";
import { Receiver } from "./receiver.ts";

const PAGES = [
  ["/profile", "Your profile"],
  ["/numbers", "Numbers"],
  ["/team", "Team"],
  ["/billing", "Billing"],
  ["/audit", "Audit log"],
] as const;

/** Everything that is being waited for is there, and nothing of it hinders anyone. */
async function clean(page: Page, place: string) {
  await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
  expect([place, ...(await findings(page))]).toEqual([place]);
  const sticksOut = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  expect([place, await sticksOut()]).toEqual([place, 0]);
}

/** Channels whose receivers refuse what comes, or are gone, and a rule that sends everything there. */
async function forwardTo(codebell: Codebell, names: ("refuses" | "gone")[]) {
  const channel_ids: string[] = [];
  for (const name of names) {
    const receiver = await Receiver.start();
    receiver.status = name === "gone" ? 410 : 403;
    const settings = { kind: "webhook", url: receiver.url };
    const made = await codebell.api<{ channel: { id: string } }>("/channels", {
      method: "POST",
      body: { name: `It ${name}`, settings },
    });
    channel_ids.push(made.channel.id);
  }
  const rule = { event: "message", name: "Everything to all", channel_ids };
  await codebell.api("/rules", { method: "POST", body: rule });
}

/** The rules that read colours; for the others both schemes are one page. */
const ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];

/** What hinders anyone: in the light scheme by all rules, in the dark one by those about colours. */
async function findings(page: Page) {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator(`[data-mantine-color-scheme=${colorScheme}]`)).toHaveCount(1);
    // There are no frames, so the page can judge itself: another one for that would double the time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (colorScheme === "light"
      ? axe
      : axe.withRules(ABOUT_COLOURS)
    ).analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme}, ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  return found;
}

// Without motion nothing is caught half faded in.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("nothing hinders anyone from sign-in to an open message", async ({ codebell, page }) => {
  await page.goto(codebell.url);
  await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await page.goto(codebell.setupLink ?? "");
  await expect(page.getByLabel("Your name")).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await codebell.setUp();
  await page.goto(codebell.url);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await openInbox(page, codebell);
  await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await codebell.simulate(5);
  await expect(rows(page)).toHaveCount(5);
  expect(await findings(page)).toEqual([]);

  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page
    .getByRole("checkbox", { name: /^Select the message/ })
    .first()
    .click();
  await expect(page.getByRole("toolbar", { name: "Selected messages" })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("article").getByRole("heading", { level: 2 })).toBeVisible();
  expect(await findings(page)).toEqual([]);

  await page.getByRole("button", { name: OWNER.name }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

for (const [device, viewport] of [
  ["wide", { width: 1280, height: 860 }],
  ["phone", { width: 390, height: 844 }],
] as const) {
  test(`nothing hinders anyone on the further pages, ${device}`, async ({ codebell, page }) => {
    await page.setViewportSize(viewport);
    await codebell.setUp();
    await codebell.addUser(VIEWER, "viewer");
    await codebell.simulate(2, { to: "+12025550199" });
    await openInbox(page, codebell);

    for (const [path, heading] of PAGES) {
      await page.goto(codebell.url + path);
      await expect(page.getByRole("heading", { level: 2, name: heading })).toBeVisible();
      await live(page);
      await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
      expect([path, ...(await findings(page))]).toEqual([path]);
    }

    await page.goto(`${codebell.url}/numbers`);
    await page
      .getByRole("main")
      .getByRole("link", { name: "+1 202 555 0199", exact: true })
      .click();
    await expect(page.getByRole("heading", { name: "People on this number" })).toBeVisible();
    await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
    expect(await findings(page)).toEqual([]);

    await page.goto(`${codebell.url}/team`);
    await page.getByRole("button", { name: "More for Vic Stone" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Remove from the team" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "More for Vic Stone" })).toBeFocused();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });

  test(`nothing hinders anyone on the pages of forwarding, ${device}`, async ({
    codebell,
    provider,
    page,
  }) => {
    await page.setViewportSize(viewport);
    await openInbox(page, codebell);
    await page.goto(`${codebell.url}/forwarding`);
    await expect(page.getByRole("button", { name: "Add channel" }).first()).toBeVisible();
    await clean(page, "no channels");
    await page.goto(`${codebell.url}/forwarding/rules`);
    await clean(page, "no rules");
    await forwardTo(codebell, ["refuses", "gone"]);
    await provider.sendCode();

    await page.goto(`${codebell.url}/forwarding`);
    await expect(page.getByText("answered 410", { exact: false }).first()).toBeVisible();
    await clean(page, "channels");
    await page.getByRole("button", { name: "Add channel" }).first().click();
    const dialog = page.getByRole("dialog");
    await clean(page, "the kinds of channels");
    await dialog.getByRole("button", { name: /^Telegram/ }).click();
    await dialog.getByRole("button", { name: "Add channel" }).click();
    await clean(page, "a channel's form with faults");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);

    await page.goto(`${codebell.url}/forwarding/rules`);
    await expect(page.getByText("Everything to all")).toBeVisible();
    await clean(page, "rules");
    await page.getByRole("button", { name: "Add rule" }).first().click();
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Try it" }).click();
    await expect(dialog.getByText(/of the last/)).toBeVisible();
    await clean(page, "a rule that is tried");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);

    await page.goto(`${codebell.url}/forwarding/deliveries`);
    await expect(page.getByRole("region", { name: /review/i })).toBeVisible();
    await clean(page, "deliveries");
    await page
      .getByRole("button", { name: /^Details: Acme Bank/ })
      .first()
      .click();
    await expect(dialog.getByText("answered", { exact: false }).first()).toBeVisible();
    await clean(page, "a delivery");
    await page.goto(`${codebell.url}/notices`);
    await expect(page.getByRole("button", { name: /^Dismiss/ }).first()).toBeVisible();
    await clean(page, "notices");
    await page.goto(codebell.url);
    await expect(rows(page)).toHaveCount(1);
    await clean(page, "a notice above the inbox");
  });

  test(`nothing hinders an auditor, ${device}`, async ({ codebell, page }) => {
    await page.setViewportSize(viewport);
    await codebell.setUp();
    await codebell.addUser(AUDITOR, "auditor");
    await codebell.simulate(2, { to: "+12025550199" });
    await page.goto(codebell.url);
    await signIn(page, AUDITOR);
    await expect(
      page.getByRole("listitem").filter({ hasText: "Message received" }).first(),
    ).toBeVisible();
    await clean(page, "the log");
    const menu = device === "phone" ? "More" : AUDITOR.name;
    await page.getByRole("button", { name: menu, exact: true }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await clean(page, "the menu");
    await page.goto(`${codebell.url}/numbers`);
    await expect(page.getByRole("link", { name: "Go to the start page" })).toBeVisible();
    await clean(page, "a page that is not open");
    await page.goto(`${codebell.url}/preferences`);
    await expect(page.getByRole("region", { name: "Date and time" })).toBeVisible();
    await clean(page, "preferences");
  });

  test(`nothing hinders anyone on the pages of sends, ${device}`, async ({
    codebell,
    provider,
    page,
  }) => {
    await page.setViewportSize(viewport);
    await provider.send("Hello");
    await codebell.nameNumbers(["Front desk"]);
    await openInbox(page, codebell);
    const sends = `${codebell.url}/sends`;
    await page.goto(sends);
    await expect(page.getByText("Nothing can be sent yet")).toBeVisible();
    await clean(page, "nothing to send with");
    await page.goto(`${sends}/gateways`);
    await page.getByRole("button", { name: "Add gateway" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: /^HTTP/ })).toBeVisible();
    await clean(page, "the kinds of gateways");
    await dialog.getByRole("button", { name: /^HTTP/ }).click();
    await dialog.getByRole("button", { name: "Add gateway" }).click();
    await expect(dialog.getByText(/^Required/).first()).toBeVisible();
    await clean(page, "a gateway's form with faults");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);

    for (const name of ["Loopback", "Another"])
      await codebell.api("/gateways", { method: "POST", body: { kind: "loopback", name } });
    const relay = { provider: "sealroute", name: "Contracts", secret: "a-token-of-tests" };
    await codebell.api("/sources", { method: "POST", body: relay });
    const code = { to: FRONT_DESK, company: "Acme Bank" };
    await codebell.api("/otp/send", { method: "POST", body: code });
    await page.goto(sends);
    await page.getByRole("button", { name: "Send test code" }).click();
    await expect(dialog.getByText(/· 1 SMS/)).toBeVisible();
    await dialog.getByRole("button", { name: "Send code" }).click();
    await clean(page, "the form of a test code with faults");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: /^Details/ }).click();
    await expect(dialog.getByText("Accepted by Loopback")).toBeVisible();
    await clean(page, "a send");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await clean(page, "sends");

    await page.goto(`${sends}/gateways`);
    await expect(page.getByText("Tried first")).toBeVisible();
    await clean(page, "gateways");
    await page.goto(`${sends}/figures`);
    await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
    await clean(page, "charts");
    await page.getByRole("button", { name: "Show as tables" }).click();
    await clean(page, "tables");
    await page.goto(`${sends}/settings`);
    await expect(page.getByRole("button", { name: "Save name" })).toBeVisible();
    await clean(page, "limits and texts");
    await page.getByRole("button", { name: "Write your own text" }).first().click();
    await expect(dialog.getByText(/· 1 SMS/)).toBeVisible();
    await clean(page, "a text");
    await page.keyboard.press("Escape");
    await page.goto(`${sends}/numbers`);
    await page.getByRole("button", { name: "Test number" }).click();
    await clean(page, "the form of a test");
    await dialog.getByRole("button", { name: "Test number" }).click();
    await expect(page.getByText("receives", { exact: true })).toBeVisible();
    await clean(page, "tested numbers");
  });

  test(`nothing hinders anyone from the first steps to a source, ${device}`, async ({
    codebell,
    page,
  }) => {
    await page.setViewportSize(viewport);
    await codebell.setUp();
    await openInbox(page, codebell);
    const steps = page.getByRole("region", { name: "First steps" });
    if (device === "phone") await steps.getByRole("button", { name: /^First steps/ }).click();
    await expect(steps.getByRole("link", { name: "Connect provider" })).toBeVisible();
    await clean(page, "the first steps");

    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
    await clean(page, "the palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await clean(page, "the keys");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await page.goto(`${codebell.url}/sources/new`);
    const cards = page.getByRole("main").getByRole("button");
    await expect(cards).not.toHaveCount(0);
    await clean(page, "the providers");
    await cards.last().click();
    await page.getByRole("button", { name: "Create source" }).click();
    await expect(page.getByText("Enter a name.")).toBeVisible();
    await clean(page, "the details");
    await page.getByLabel("Name", { exact: true }).fill("Warehouse");
    await page.getByRole("radio", { name: /^Generate secret here/ }).check();
    await page.getByRole("button", { name: "Create source" }).click();
    await expect(page.getByRole("textbox", { name: "Secret", exact: true })).toBeVisible();
    const address = await page.getByLabel("Address of the webhook").inputValue();
    await post(address, "{}", "another secret");
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
    await expect(page.getByText("is missing.", { exact: false }).first()).toBeVisible();
    await page.getByText("Send a demo message yourself, without the provider").click();
    await page.getByRole("button", { name: "Generate command" }).click();
    await expect(page.getByLabel("Command", { exact: true })).toBeVisible();
    await clean(page, "a source");
    await page.getByRole("link", { name: "All sources" }).click();
    await expect(page.getByRole("link", { name: "Warehouse" })).toBeVisible();
    await clean(page, "the sources");
    await page.goto(`${codebell.url}/preferences`);
    await expect(page.getByRole("heading", { name: "Muted numbers" })).toBeVisible();
    await clean(page, "the preferences");
  });
}

test("nothing hinders anyone on a phone", async ({ codebell, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await codebell.setUp();
  await codebell.simulate(5);
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(5);
  expect(await findings(page)).toEqual([]);
  for (const opener of ["All numbers", "More filters", "More"]) {
    await page.getByRole("button", { name: opener, exact: true }).click();
    await expect(page.getByRole(opener === "More" ? "menu" : "dialog")).toBeVisible();
    expect([opener, ...(await findings(page))]).toEqual([opener]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole(opener === "More" ? "menu" : "dialog")).toHaveCount(0);
  }
  await rows(page).first().getByRole("link").click();
  expect(await findings(page)).toEqual([]);
});

test("the keyboard alone reaches the list, a code and the search", async ({ codebell, page }) => {
  await codebell.setUp();
  await codebell.simulate(3);
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await live(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search the messages")).toBeFocused();
});
