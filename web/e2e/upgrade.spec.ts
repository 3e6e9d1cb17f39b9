import { connection, expect, live, openInbox, test } from "./fixtures.ts";

// The worker would ask for the page itself, past what a test puts in the way.
test.use({ serviceWorkers: "block" });

test("after a restart the page says that it was updated, if the server now has another one", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  const line = page.getByText("Codebell was updated.");

  // The same page as before is no news.
  const asked = page.waitForResponse(`${codebell.url}/`);
  await codebell.stop();
  await expect(connection(page)).toHaveText("Reconnecting");
  await codebell.start();
  await live(page);
  await (await asked).finished();
  await expect(line).toHaveCount(0);

  await page.route(`${codebell.url}/`, async (route) => {
    if (route.request().isNavigationRequest()) return route.fallback();
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/index-[\w-]+\.js/, "index-Renewed1.js");
    await route.fulfill({ response: answer, body });
  });
  await codebell.stop();
  await codebell.start();
  await live(page);
  await expect(line).toBeVisible();
  // What it loads now is what the server has.
  await page.unroute(`${codebell.url}/`);
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await loaded;
  await live(page);
  await expect(line).toHaveCount(0);
});
