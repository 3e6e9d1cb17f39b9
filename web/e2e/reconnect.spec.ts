import { connection, expect, live, openInbox, openMessage, rows, test } from "./fixtures.ts";
import { FRONT_DESK } from "./provider.ts";

test("a page that was open over a restart comes back and shows what came meanwhile", async ({
  codebell,
  page,
  context,
}) => {
  await codebell.setUp();
  await codebell.simulate(2);
  await openInbox(page, codebell);
  await expect(rows(page)).toHaveCount(2);

  await codebell.stop();
  await expect(connection(page)).toHaveText("Reconnecting");

  // Held back from the network, so that the message certainly comes while the page is away.
  await context.setOffline(true);
  await codebell.start();
  await codebell.simulate(1);
  await expect(connection(page)).toHaveText("Offline");
  await context.setOffline(false);

  await live(page);
  await expect(rows(page)).toHaveCount(3);
});

test("what happened between a page's first look and its connection is made up for", async ({
  codebell,
  provider,
  page,
  context,
}) => {
  await codebell.addNumber(FRONT_DESK);
  await openInbox(page, codebell);
  await provider.sendCode();
  await expect(rows(page)).toHaveCount(1);

  const second = await context.newPage();
  let connect = () => {};
  const held = new Promise<void>((resolve) => {
    connect = resolve;
  });
  await second.routeWebSocket(/socket\.io/, async (socket) => {
    await held;
    socket.connectToServer();
  });
  await second.goto(codebell.url);
  await expect(rows(second)).toHaveCount(1);
  await expect(rows(second).getByText("Unread:")).toHaveCount(1);

  await rows(page).getByRole("link").click();
  await expect(openMessage(page)).toBeVisible();
  await page.keyboard.press("u");
  await expect(rows(page)).toContainText("You’re using it");
  await expect(rows(second)).not.toContainText("You’re using it");
  connect();
  await live(second);
  await expect(rows(second)).toContainText("You’re using it");
  await expect(rows(second).getByText("Unread:")).toHaveCount(0);
  await expect(second).toHaveTitle("Codebell");
});
