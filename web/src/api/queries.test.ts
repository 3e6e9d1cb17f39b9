import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it } from "vitest";
import { server } from "../testing/server.ts";
import { $api, allKey, allOf, keyOf, pagesKey, pagesOf, refetch, refetchAll } from "./queries.ts";
import { session } from "./session.ts";

let cache: QueryClient;

beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  session.accept({
    access_token: "token",
    token_type: "Bearer",
    capabilities: [],
    expires_in: 900,
    user: { id: "u1", email: "ann@example.com", name: "Ann", role: "viewer" },
  });
});
afterEach(() => cache.clear());

const one = $api.queryOptions("get", "/sources/{id}", { params: { path: { id: "s1" } } }).queryKey;
const KEYS = [
  keyOf("/sources"),
  allKey("/sources"),
  one,
  pagesKey("/sources/{id}/deliveries", { at: { id: "s1" } }),
  ["source-shown-once", "s1"],
];
const outdated = () => KEYS.map((key) => cache.getQueryState(key)?.isInvalidated);

it("reaches all that was read from a path, in whatever way, and nothing else", async () => {
  for (const key of KEYS) cache.setQueryData<unknown>(key, {});
  await refetch(cache, "/sources");
  expect(outdated()).toEqual([true, true, false, false, false]);
  await refetch(cache, "/sources/{id}", "/sources/{id}/deliveries");
  expect(outdated()).toEqual([true, true, true, true, false]);
});

it("reaches all that was read, and leaves what only the page knows", async () => {
  for (const key of KEYS) cache.setQueryData<unknown>(key, {});
  await refetchAll(cache);
  expect(outdated()).toEqual([true, true, true, true, false]);
});

it("asks again after a first answer that was under way, which may be from before", async () => {
  let answers = 0;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  server.use(
    http.get("*/api/v1/numbers", async () => {
      const answer = ++answers;
      if (answer === 1) await held;
      return HttpResponse.json({ data: [answer], next_cursor: null });
    }),
  );
  const shown = new QueryObserver(cache, allOf("/numbers"));
  const leave = shown.subscribe(() => {});
  await expect.poll(() => answers).toBe(1);
  const asked = refetch(cache, "/numbers");
  letGo();
  await asked;
  expect(shown.getCurrentResult().data).toEqual([2]);
  expect(answers).toBe(2);
  leave();
});

it("reads a short list whole and a long one page by page, narrowed as it was asked", async () => {
  const asked: string[] = [];
  const answer = ({ request }: { request: Request }) => {
    const { pathname, search, searchParams } = new URL(request.url);
    asked.push(`${pathname.replace("/api/v1", "")}${search}`);
    const isFirst = !searchParams.has("cursor");
    return HttpResponse.json({ data: [isFirst ? "a" : "b"], next_cursor: isFirst ? "c" : null });
  };
  server.use(
    http.get("*/api/v1/numbers", answer),
    http.get("*/api/v1/sources/s1/deliveries", answer),
  );

  expect(await cache.fetchQuery(allOf("/numbers"))).toEqual(["a", "b"]);
  const log = new InfiniteQueryObserver(
    cache,
    pagesOf("/sources/{id}/deliveries", 25, { at: { id: "s1" } }),
  );
  const first = await log.fetchNextPage();
  expect(first.data?.pages.map(({ data }) => data)).toEqual([["a"]]);
  const both = await log.fetchNextPage();
  expect(both.data?.pages.map(({ data }) => data)).toEqual([["a"], ["b"]]);
  expect(both.hasNextPage).toBe(false);

  expect(asked).toEqual([
    "/numbers?limit=200",
    "/numbers?limit=200&cursor=c",
    "/sources/s1/deliveries?limit=25",
    "/sources/s1/deliveries?limit=25&cursor=c",
  ]);
});
