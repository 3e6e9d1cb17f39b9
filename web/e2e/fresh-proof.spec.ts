import { OWNER } from "./codebell.ts";
import { expect, goTo, openInbox, test } from "./fixtures.ts";

test("a channel is added once its owner has confirmed, by keyboard alone, that it is them", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  await openInbox(page, codebell);
  await goTo(page, "Forwarding");

  // Ten minutes after signing in the server answers so; the rest is the server itself.
  const problem = {
    type: "urn:codebell:fresh-proof-required",
    title: "Forbidden",
    status: 403,
    detail: "Prove that it is you and try again: the last time is more than 10 minutes ago.",
    methods: ["password"],
  };
  let asked = 0;
  await page.route("**/api/v1/channels", async (route) => {
    if (route.request().method() !== "POST" || asked++ > 0) return route.continue();
    await route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify(problem),
    });
  });
