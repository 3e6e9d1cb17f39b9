import { connection, expect, live, openInbox, rows, test } from "./fixtures.ts";

test("without the server the page says so, and comes back by itself", async ({
  codebell,
  provider,
  page,
}) => {
  await provider.sendCode();
  await openInbox(page, codebell);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  // Only a page that the worker has under its care is answered by it.
  await expect.poll(() => page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true);

  await codebell.stop();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Codebell can’t be reached" })).toBeVisible();
  await expect(page.getByText("This page tries again by itself.")).toBeVisible();
  await expect(page.locator("img")).not.toHaveJSProperty("naturalWidth", 0);
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByRole("status")).toHaveText("Still away.");
  await expect(page.getByRole("article")).toHaveCount(0);

  await codebell.start();
  await live(page);
  await expect(rows(page)).toHaveCount(1);
});

test("a device without a network says what that means, and takes it back", async ({
  codebell,
  page,
  context,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await page.clock.install();
  await context.setOffline(true);
  await expect(connection(page)).toHaveText("Offline");
  const line = page.getByText("This device is offline.");
  await page.clock.runFor(4500);
  await expect(line).toHaveCount(0);
  await page.clock.runFor(1000);
  await expect(line).toBeVisible();
  await context.setOffline(false);
  await page.clock.resume();
  await live(page);
  await expect(line).toHaveCount(0);
});

test("the page can be installed: its manifest names icons that are there", async ({
  codebell,
  page,
}) => {
  await page.goto(codebell.url);
  const link = await page.locator('link[rel="manifest"]').getAttribute("href");
  const answer = await page.request.get(codebell.url + link);
  expect(answer.headers()["content-type"]).toContain("json");
  const manifest = (await answer.json()) as {
    display: string;
    icons: { src: string; type: string; sizes: string }[];
  };
  expect(manifest.display).toBe("standalone");
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
    expect.arrayContaining(["192x192", "512x512"]),
  );
  for (const { src, type, sizes } of manifest.icons) {
    const icon = await page.request.get(new URL(src, `${codebell.url}/`).href);
    expect([src, icon.status(), icon.headers()["content-type"]]).toEqual([src, 200, type]);
    if (type !== "image/png") continue;
    // The size as the picture itself states it.
    const bytes = await icon.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
});
