import { OWNER } from "./codebell.ts";
import {
  clipboard,
  expect,
  grantClipboard,
  live,
  openInbox,
  openMessage,
  rows,
  signIn,
  test,
  VIEWER,
} from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

test("who copies a code is shown to the others, who can take it over and release it", async ({
  codebell,
  provider,
  page,
  theirs,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await codebell.addUser(VIEWER, "viewer");
  await grantClipboard(theirs, codebell);
  await Promise.all([openInbox(page, codebell), openInbox(theirs, codebell, VIEWER)]);
  const code = await provider.sendCode();
  await expect(rows(page)).toHaveCount(1);
  await rows(theirs).getByRole("link").click();
  await expect(openMessage(theirs)).toBeVisible();

  await theirs.keyboard.press("c");
  await expect.poll(() => clipboard(theirs)).toBe(code);
  await expect(rows(page).getByText("Vic Stone is using it")).toBeVisible();
  await expect(openMessage(theirs).getByText("You’re using it")).toBeVisible();

  await rows(page).getByRole("link").click();
  const copied = openMessage(page).getByRole("region", { name: "Copied by" });
  await expect(copied).toContainText("Vic Stone");
  await openMessage(page).getByRole("button", { name: "I’m using this" }).click();
  await expect(openMessage(page).getByText("You’re using it")).toBeVisible();
  await expect(page.getByText("Taken over from Vic Stone.")).toBeAttached();
  await expect(openMessage(theirs).getByText(`${OWNER.name} is using it`)).toBeVisible();

  await page.keyboard.press("u");
  await expect(page.getByText(/using it$/)).toHaveCount(0);
  await expect(theirs.getByText(/using it$/)).toHaveCount(0);
  expect((await codebell.messages())[0]?.claimed_by).toBeFalsy();
});

test("copying claims nothing for who has turned that off", async ({ codebell, provider, page }) => {
  await grantClipboard(page, codebell);
  await openInbox(page, codebell);
  await page.goto(`${codebell.url}/preferences`);
  const claim = page.getByRole("switch", { name: "Claim a code when I copy it" });
  await expect(claim).toBeChecked();
  const saved = page.waitForResponse(/me\/preferences$/);
  await claim.click();
  await saved;
  await expect(claim).not.toBeChecked();

  await page.goto(codebell.url);
  await live(page);
  const claims: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/claim")) claims.push(request.url());
  });
  const code = await provider.sendCode();
  await rows(page).getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();
  await page.keyboard.press("c");
  // The page asks again who copied once the server knows: a claim would have been sent by then.
  await expect(openMessage(page).getByRole("region", { name: "Copied by" })).toBeVisible();
  expect(await clipboard(page)).toBe(code);
  expect(claims).toEqual([]);
  expect((await codebell.messages())[0]?.claimed_by).toBeFalsy();

  await page.keyboard.press("u");
  await expect(openMessage(page).getByText("You’re using it")).toBeVisible();
});

test("a role on a number that is taken away takes its open message along, and that is said", async ({
  codebell,
  provider,
  page,
}) => {
  const { id } = await codebell.addNumber(FRONT_DESK, { access: "restricted" });
  const other = await codebell.addNumber("+12025550199");
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell, VIEWER);
  const me = await codebell.api<{ user: { id: string } }>("/me", { as: VIEWER });
  const role = `/numbers/${id}/members/${me.user.id}`;
  await codebell.api(role, { method: "PUT", body: { role: "viewer" } });
  await provider.sendCode();
  await provider.sendCode({ to: other.phone_number });
  await expect(rows(page)).toHaveCount(2);
  await rows(page).nth(1).getByRole("link").click();
  await expect(openMessage(page)).toContainText("Acme Bank");

  await codebell.api(role, { method: "DELETE" });
  await expect(
    page.getByText("The open message was deleted, or you no longer have access to it."),
  ).toBeVisible();
  await expect(openMessage(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("+1 202 555 0199");
  await expect(page).toHaveURL(`${codebell.url}/`);
});

test("who is signed out from elsewhere signs in to the message that was open", async ({
  codebell,
  provider,
  page,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell, VIEWER);
  await provider.sendCode();
  await rows(page).getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();
  const address = page.url();
  expect(address).toContain("message=");

  const sessions = await codebell.api<{ data: { id: string; is_current: boolean }[] }>(
    "/me/sessions",
    { as: VIEWER },
  );
  const ofThePage = sessions.data.find(({ is_current }) => !is_current);
  await codebell.api(`/me/sessions/${ofThePage?.id}`, { method: "DELETE", as: VIEWER });

  const again = page.getByRole("dialog", { name: "Sign in again" });
  await expect(again.getByText("Your session has ended.")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
  await signIn(page, VIEWER);
  await live(page);
  await expect(page).toHaveURL(address);
  await expect(openMessage(page)).toContainText("Acme Bank");
});
