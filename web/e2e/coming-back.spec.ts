import {
  clipboard,
  connection,
  expect,
  goTo,
  grantClipboard,
  live,
  openInbox,
  openMessage,
  rows,
  signIn,
  test,
  VIEWER,
} from "./fixtures.ts";

test("a page that wakes up finds out within a second that its connection is dead", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  const wake = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await wake();
  await expect(connection(page)).toHaveText("Live");
  await codebell.freeze();
  try {
    const asleep = Date.now();
    await wake();
    await expect(connection(page)).toHaveText("Reconnecting");
    expect(Date.now() - asleep).toBeLessThan(2000);
  } finally {
    codebell.thaw();
  }
  await live(page);
});

test("a session that ends keeps what was typed, but no message, and goes on after signing in", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await goTo(page, "Team");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const email = page.getByLabel("E-mail");
  await email.fill("lee@example.com");

  await codebell.api("/me/sessions", { method: "DELETE" });
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(again).toBeVisible();
  await again.getByLabel("E-mail").fill("ann@example.com");
  await again.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again).toHaveCount(0);
  await expect(email).toHaveValue("lee@example.com");
  await page.keyboard.press("Escape");
  await live(page);
  await page.getByRole("link", { name: "Inbox" }).click();
  await expect(rows(page)).toHaveCount(1);
});

test("behind the form of an ended session no message stands, and another member begins anew", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addUser(VIEWER, "viewer");
  await provider.sendCode();
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(1);
  await codebell.api("/me/sessions", { method: "DELETE" });
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again).toBeVisible();
  await expect(page.getByRole("article", { includeHidden: true })).toHaveCount(0);
  await expect(page.getByTestId("code")).toHaveCount(0);
  await signIn(page, VIEWER);
  await expect(again).toHaveCount(0);
  await live(page);
  await expect(page.getByRole("heading", { name: "No messages yet" })).toBeVisible();
});

test("the palette finds messages, and leads to all of them", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.send("Your parcel waits at locker 12.");
  const code = await provider.sendCode();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/team`);
  await live(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await palette.getByRole("combobox").fill(code);
  await palette.getByRole("option", { name: `Acme Bank · ${code}` }).click();
  await expect(openMessage(page)).toContainText(code);
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("parcel");
  await palette.getByRole("option", { name: "All messages with “parcel”" }).click();
  await expect(page).toHaveURL(`${codebell.url}/?q=parcel`);
  await expect(rows(page)).toHaveCount(1);
});

test("a message’s link is copied, and opens it for somebody else", async ({
  codebell,
  provider,
  page,
  theirs,
}) => {
  await grantClipboard(page, codebell);
  await provider.sendCode();
  await codebell.nameNumbers(["Front desk"]);
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell);
  await rows(page).getByRole("link").click();
  await openMessage(page).getByRole("button", { name: "More for this message" }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect.poll(() => clipboard(page)).toMatch(/\/\?message=[\w-]+$/);
  await theirs.goto(await clipboard(page));
  await signIn(theirs, VIEWER);
  await expect(openMessage(theirs)).toContainText("Acme Bank");
});

test("an address that leads nowhere says so beside the way about", async ({ codebell, page }) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/nowhere`);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await goTo(page, "Team");
});
