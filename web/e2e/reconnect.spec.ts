import { connection, expect, live, openInbox, rows, test } from "./fixtures.ts";

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
