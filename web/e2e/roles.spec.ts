import type { Member } from "../src/api/client.ts";
import { OWNER } from "./codebell.ts";
import {
  AUDITOR,
  connection,
  expect,
  openInbox,
  openMessage,
  rows,
  signIn,
  test,
  VIEWER,
} from "./fixtures.ts";

test("a viewer is offered neither team nor billing nor audit, and is told so at their addresses", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await codebell.addUser(VIEWER, "viewer");
  await openInbox(page, codebell, VIEWER);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link")).toHaveText(["Inbox", "Numbers"]);

  for (const path of ["/team", "/billing", "/audit"]) {
    await page.goto(codebell.url + path);
    await expect(
      page.getByRole("heading", { name: "You don’t have access to this page" }),
    ).toBeVisible();
  }
  await pages.getByRole("link", { name: "Numbers" }).click();
  await expect(page.getByText("No number is open to you yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add number" })).toHaveCount(0);
});

test("an owner sees what was done, and keeps the filters in the address", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.getByRole("link", { name: "Audit log" }).click();
  const entries = page.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Signed in" }).first()).toBeVisible();
  await page.getByLabel("What").selectOption("setup.completed");
  await expect(page).toHaveURL(/action=setup.completed/);
  await expect(entries).toHaveCount(1);
  await page.reload();
  await expect(entries).toHaveCount(1);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("codebell-audit.csv");
});

test("an auditor lands in the log, is offered nothing else, and asks for nothing that is refused", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await codebell.addUser(AUDITOR, "auditor");
  await codebell.simulate(2, { to: "+12025550199" });
  await page.goto(codebell.url);
  await signIn(page, AUDITOR);
  const log = page.getByRole("heading", { level: 2, name: "Audit log" });
  await expect(log).toBeVisible();
  await expect(page).toHaveURL(`${codebell.url}/audit`);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link")).toHaveText(["Audit log"]);
  await expect(connection(page)).toHaveCount(0);
  const entries = page.getByRole("list", { name: "Entries, newest first" }).getByRole("listitem");
  await expect(entries.filter({ hasText: "Message received" })).toHaveCount(2);
  await page.getByLabel("Who").selectOption(OWNER.name);
  await expect(entries.filter({ hasText: "Set up the server" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Message received" })).toHaveCount(0);

  await page.goto(`${codebell.url}/?q=code`);
  await expect(log).toBeVisible();
  await expect(page).toHaveURL(`${codebell.url}/audit`);
  for (const path of ["numbers", "sources", "code-rules", "forwarding", "sends", "notices"]) {
    await page.goto(`${codebell.url}/${path}`);
    await expect(
      page.getByRole("heading", { name: "You don’t have access to this page" }),
    ).toBeVisible();
  }
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(log).toBeVisible();

  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog");
  await palette.getByRole("combobox").fill("audit");
  await expect(palette.getByRole("option", { name: /^Audit log/ })).toHaveCount(1);
  for (const words of ["Inbox", "Numbers", "Turn sound off"]) {
    await palette.getByRole("combobox").fill(words);
    await expect(palette.getByRole("option", { name: words })).toHaveCount(0);
  }
  await page.keyboard.press("Escape");
  await page.goto(`${codebell.url}/preferences`);
  await expect(page.getByRole("region", { name: "Date and time" })).toBeVisible();
  for (const part of ["Sound", "Copying a code", "Muted numbers"])
    await expect(page.getByRole("region", { name: part })).toHaveCount(0);
  await page.goto(`${codebell.url}/profile`);
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("dialog").getByRole("checkbox")).toHaveCount(1);
  await expect(page.getByLabel("Read the audit log")).toBeChecked();

  const { data } = await codebell.api<{ data: unknown[] }>("/audit?action=access.refused");
  expect(data).toEqual([]);
});

test("whoever becomes an auditor is taken from the open message to the log at once", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await codebell.addUser(VIEWER, "viewer");
  await codebell.simulate(2, { to: "+12025550199" });
  await codebell.nameNumbers(["Front desk"]);
  await openInbox(page, codebell, VIEWER);
  await rows(page).first().getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();

  const { data: members } = await codebell.api<{ data: Member[] }>("/users");
  const vic = members.find(({ email }) => email === VIEWER.email);
  const change = { method: "PATCH", body: { role: "auditor" } };
  await codebell.api(`/users/${vic?.id}`, change);
  await expect(page).toHaveURL(`${codebell.url}/audit`);
  await expect(page.getByRole("listitem").filter({ hasText: "Changed a role" })).toBeVisible();
  await expect(page).toHaveTitle("Audit log – Codebell");
  await codebell.simulate(1, { to: "+12025550199" });
  await page.goBack();
  await expect(page.getByRole("heading", { level: 2, name: "Audit log" })).toBeVisible();
  await expect(page).toHaveURL(`${codebell.url}/audit`);
  await expect(rows(page)).toHaveCount(0);
});
