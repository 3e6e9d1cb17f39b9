import type { Page } from "@playwright/test";
import { expect, openInbox, rows, test } from "./fixtures.ts";

/** Each further file is a further wait on a phone; a piece that is needed at once belongs into one of them. */
const MOST_FILES = 10;
/** Loaded ahead of their use, some seconds after the page is there. */
const AHEAD = /\/(palette|more-items|user-items|anchored|number-picker|filter-fields)-/;

// What the worker keeps for a time without the server is fetched after the page, and not for it.
test.use({ serviceWorkers: "block" });

/** The files of the page that a browser without a cache asks for until something is shown. */
async function filesUntil(page: Page, isShown: () => Promise<void>): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const files = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(api|socket\.io)\//.test(pathname) && !AHEAD.test(pathname)) files.add(pathname);
  });
  await page.reload();
  await isShown();
  return [...files];
}

test("the sign-in page and the inbox come in at most ten files, compressed", async ({
  codebell,
  page,
}) => {
  await codebell.setUp();
  const encodings = new Map<string, string | undefined>();
  page.on("response", (answer) => {
    const { pathname } = new URL(answer.url());
    if (/\.(js|css)$/.test(pathname)) encodings.set(pathname, answer.headers()["content-encoding"]);
  });

  await page.goto(codebell.url);
  const signIn = await filesUntil(page, () =>
    expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible(),
  );
  expect(signIn.length, signIn.join("\n")).toBeLessThanOrEqual(MOST_FILES);

  await codebell.simulate(3);
  await openInbox(page, codebell);
  const inbox = await filesUntil(page, () => expect(rows(page)).toHaveCount(3));
  expect(inbox.length, inbox.join("\n")).toBeLessThanOrEqual(MOST_FILES);

  expect(encodings.size).toBeGreaterThan(3);
  for (const [file, encoding] of encodings) expect(encoding, file).toMatch(/^(br|gzip)$/);
});
