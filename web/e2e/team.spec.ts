import { expect, goTo, live, openInbox, rows, test, VIEWER } from "./fixtures.ts";

test("a viewer sees a number's messages once the owner opens it to the team", async ({
  codebell,
  page,
  browser,
}) => {
  await codebell.setUp();
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell);
  const theirs = await browser.newContext();
  const viewer = await theirs.newPage();
  await openInbox(viewer, codebell, VIEWER);

  await codebell.simulate(2, { to: "+12025550199" });
  await expect(rows(page)).toHaveCount(2);
  await expect(viewer.getByRole("heading", { name: "No messages yet" })).toBeVisible();
  await expect(
    page.getByRole("link", { name: "Numbers", exact: true }),
  ).toHaveAccessibleDescription("1 new");

  await goTo(page, "Numbers");
  await page.getByRole("button", { name: /^Open to the team/ }).click();
  await expect(rows(viewer)).toHaveCount(2);
  await expect(page.getByRole("button", { name: /^Open to the team/ })).toHaveCount(0);

  await codebell.simulate(1, { to: "+12025550199" });
  await expect(rows(viewer)).toHaveCount(3);
  await theirs.close();
});

test("the owner names a number, and the name is shown everywhere", async ({ codebell, page }) => {
  await codebell.setUp();
  await codebell.simulate(1, { to: "+12025550199" });
  await openInbox(page, codebell);
  await goTo(page, "Numbers");
  await page.getByRole("main").getByRole("link", { name: "+1 202 555 0199", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Front desk");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Front desk" }).click();
  await expect(rows(page).getByText("Front desk")).toBeVisible();
  await page.reload();
  await live(page);
  await expect(rows(page).getByText("Front desk")).toBeVisible();
});
