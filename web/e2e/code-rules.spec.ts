import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import {
  codeIn,
  expect,
  leaveList,
  live,
  openInbox,
  openMessage,
  rows,
  test,
  VIEWER,
} from "./fixtures.ts";

const MANAGER = {
  email: "max@example.com",
  name: "Max Brook",
  password: "yet another long password",
};
// Words that no list of words for codes has.
const GATE = (word: string) => `Torwort heute: ${word}`;
// These it knows, but no code behind them.
const MISSED = "Verification code for the third of May, 1999 or 2031, see 44/5512";

/** What hinders anyone, in either scheme. */
async function findings(page: Page) {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }
  return found;
}

const sticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Without motion nothing is caught half faded in.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a manager says what the code is, and the next message of the same wording has its own", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addUser(MANAGER, "manager");
  await provider.send(GATE("482913"));
  await codebell.nameNumbers(["Gate"]);
  await openInbox(page, codebell, MANAGER);
  await rows(page).first().getByRole("link").click();
  const code = openMessage(page).getByTestId("code");
  await expect(openMessage(page)).toContainText(GATE("482913"));
  await expect(code).toHaveCount(0);

  const ask = openMessage(page).getByRole("button", { name: "Code missing?" });
  await ask.click();
  const dialog = page.getByRole("dialog", { name: "Code missing?" });
  const typed = dialog.getByRole("textbox", { name: "The code is" });
  await expect(typed).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(ask).toBeFocused();

  await page.keyboard.press("Enter");
  await typed.fill("482914");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/^Is not in the message/)).toBeVisible();
  await expect(typed).toBeFocused();
  await typed.fill("482913");
  await page.keyboard.press("Enter");
  const pattern = dialog.getByRole("textbox", { name: "Pattern" });
  await expect(pattern).toBeFocused();
  const preview = dialog.getByRole("region", { name: "Preview" });
  await expect(preview.getByRole("listitem")).toContainText("482913");
  await expect(preview).toContainText("This rule would change your only message.");
  expect(await findings(page)).toEqual([]);
  await pattern.press("End");
  await page.keyboard.type("(");
  await expect(dialog.getByText(/^Is no pattern/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Save rule" })).toBeDisabled();
  await page.keyboard.press("Backspace");
  await dialog.getByRole("button", { name: "Save rule" }).click();

  await expect(dialog).toHaveCount(0);
  await expect(openMessage(page).getByRole("button", { name: "Wrong code?" })).toBeFocused();
  await expect(page.getByText("The rule is saved, and the message is corrected.")).toBeAttached();
  await expect(code).toBeVisible();
  expect(await codeIn(code)).toBe("482913");
  await expect(rows(page).first().getByRole("button", { name: "Copy code 482913" })).toBeVisible();

  await leaveList(page);
  await provider.send(GATE("771204"));
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first().getByRole("button", { name: "Copy code 771204" })).toBeVisible();
});

test("rules are listed, added after a preview, and deleted", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.send(GATE("482913"));
  await provider.send(MISSED);
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/code-rules`);
  await expect(page.getByRole("heading", { name: "No rule yet" })).toBeVisible();
  await live(page);
  expect(await findings(page)).toEqual([]);

  const add = page.getByRole("button", { name: "Add rule" });
  await add.click();
  const dialog = page.getByRole("dialog", { name: "Add rule" });
  const save = dialog.getByRole("button", { name: "Save rule" });
  await dialog.getByLabel("Pattern").fill(String.raw`heute:\s+(\d+)`);
  await dialog.getByLabel("Message to try it on").fill("nichts");
  await dialog.getByRole("button", { name: "Preview changes" }).click();
  await expect(dialog.getByText(/^Finds no code/)).toBeVisible();
  await expect(dialog.getByLabel("Pattern")).toBeFocused();
  await dialog.getByLabel("Message to try it on").fill(GATE("1234"));
  await expect(save).toBeDisabled();
  await dialog.getByRole("button", { name: "Preview changes" }).click();
  await expect(dialog.getByText("This rule would change 1 of the last 2 messages.")).toBeVisible();
  await expect(dialog.getByRole("listitem")).toContainText(GATE("482913"));
  expect(await findings(page)).toEqual([]);
  await save.click();

  await expect(dialog).toHaveCount(0);
  await expect(add).toBeFocused();
  const list = page.getByRole("list", { name: "Rules, in the order in which they run" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText(String.raw`heute:\s+(\d+)`);
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sticksOut(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  const [message] = (await codebell.messages()).filter(({ body }) => body === GATE("482913"));
  expect(message?.code).toBe("482913");

  await list.getByRole("button", { name: /^Delete the rule/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "No rule yet" })).toBeVisible();
  await expect(add).toBeFocused();

  await page.getByRole("link", { name: /^Messages where a code was probably missed/ }).click();
  await expect(page).toHaveURL(`${codebell.url}/?code_missed=true`);
  await expect(page.getByRole("button", { name: "Code missing, remove" })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(MISSED);
  await page.goto(`${codebell.url}/audit`);
  const entries = page.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Deleted a rule for codes" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Added a rule for codes" })).toHaveCount(1);
});

test("a viewer is offered nothing of it", async ({ codebell, provider, page }) => {
  await codebell.addUser(VIEWER, "viewer");
  await provider.send(GATE("482913"));
  await codebell.nameNumbers(["Gate"]);
  await openInbox(page, codebell, VIEWER);
  await rows(page).first().getByRole("link").click();
  await expect(openMessage(page)).toContainText(GATE("482913"));
  await live(page);
  await expect(openMessage(page).getByRole("button", { name: "Code missing?" })).toHaveCount(0);
  await page.goto(`${codebell.url}/code-rules`);
  await expect(
    page.getByRole("heading", { name: "You don’t have access to this page" }),
  ).toBeVisible();
});
