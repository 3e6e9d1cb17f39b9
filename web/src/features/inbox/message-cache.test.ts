import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../../api/client.ts";
import { keyOf } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { sampleMessage } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { MessageQuery } from "./inbox-search.ts";
import { askHead, backToTop, leaveTop } from "./list-head.ts";
import {
  dropMessage,
  findMessage,
  forgetMessages,
  listKey,
  markInCache,
  messageKey,
  newerKey,
  receiveMessage,
  reviseMessage,
} from "./message-cache.ts";
import { fromHead, type MessagePages } from "./message-pages.ts";

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const message = (n: number, about: Partial<Message> = {}) => sampleMessage({ id: id(n), ...about });
const head = (...numbers: number[]) => ({
  data: numbers.map((n) => message(n)),
  next_cursor: null,
});

let client: QueryClient;
const shown = (query: MessageQuery = {}) =>
  client
    .getQueryData<MessagePages>(listKey(query))
    ?.pages.flatMap((page) => page.data.map((one) => Number.parseInt(one.id.slice(-12), 16)));
const hold = (query: MessageQuery, ...numbers: number[]) =>
  client.setQueryData(listKey(query), fromHead(head(...numbers)));
const newer = () => client.getQueryData<string[]>(newerKey({})) ?? [];

beforeEach(() => {
  session.accept({
    access_token: "token",
    token_type: "Bearer",
    expires_in: 900,
    user: { id: "u1", email: "ann@example.com", name: "Ann", role: "viewer" },
    capabilities: ["messages:read"],
  });
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  hold({}, 30, 20, 10);
});

it("keeps nothing of messages for whoever may read none any more", () => {
  hold({ q: "acme" }, 20);
  client.setQueryData(messageKey(id(20)), message(20));
  client.setQueryData(newerKey({}), [id(40)]);
  client.setQueryData(keyOf("/messages/unread"), { total: 1, numbers: [] });
  client.setQueryData(keyOf("/messages/{id}/activity", { params: { path: { id: id(20) } } }), {});
  client.setQueryData(keyOf("/team"), {});
  forgetMessages(client);
  const kept = client.getQueryCache().getAll();
  expect(kept.map(({ queryKey }) => queryKey)).toEqual([keyOf("/team")]);
});

it("puts a new message into each list that it certainly fits", () => {
  hold({ number_id: "n1" }, 20);
  hold({ number_id: "n2" }, 30);
  expect(receiveMessage(client, message(40))).toEqual([]);
  expect(shown()).toEqual([40, 30, 20, 10]);
  expect(shown({ number_id: "n1" })).toEqual([40, 20]);
  expect(shown({ number_id: "n2" })).toEqual([30]);
});

it("leaves to the server what belongs into a search, and forgets a search nobody looks at", () => {
  hold({ q: "acme" }, 20);
  hold({ q: "other" }, 20);
  const observer = new QueryObserver(client, {
    queryKey: listKey({ q: "acme" }),
    enabled: true,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => fromHead(head(20)),
  });
  const stop = observer.subscribe(() => {});
  expect(receiveMessage(client, message(40))).toEqual([{ q: "acme" }]);
  expect(shown({ q: "acme" })).toEqual([20]);
  expect(shown({ q: "other" })).toBeUndefined();
  stop();
});

it("counts what comes while the reader is away from the top, each message once", () => {
  leaveTop(client, {});
  receiveMessage(client, message(40));
  receiveMessage(client, message(50));
  receiveMessage(client, message(40));
  expect(shown()).toEqual([30, 20, 10]);
  expect(newer()).toEqual([id(40), id(50)]);
});

it("keeps what the reader has read when the team hears of a message again", () => {
  const turned = markInCache(client, true, (one) => one.id === id(20));
  expect(turned.map((one) => one.id)).toEqual([id(20)]);
  reviseMessage(client, message(20, { service: "Globex", read: false }));
  receiveMessage(client, message(20, { read: false }));
  expect(findMessage(client, id(20))?.read).toBe(true);
});

it("changes a message in the lists and in the open detail alike", () => {
  client.setQueryData(messageKey(id(30)), message(30));
  reviseMessage(client, message(30, { code: "777777" }));
  expect(client.getQueryData<Message>(messageKey(id(30)))?.code).toBe("777777");
  expect(findMessage(client, id(30))?.code).toBe("777777");
});

it("takes a deleted message out of the lists", () => {
  dropMessage(client, id(20));
  expect(shown()).toEqual([30, 10]);
});

it("loses no change that comes while an answer is under way", async () => {
  let answer: (list: MessagePages) => void = () => {};
  const fetching = client.fetchQuery({
    queryKey: listKey({}),
    staleTime: 0,
    queryFn: () =>
      new Promise<MessagePages>((resolve) => {
        answer = resolve;
      }),
  });
  receiveMessage(client, message(40));
  dropMessage(client, id(10));
  markInCache(client, true, (one) => one.id === id(20));
  answer(fromHead(head(30, 20, 10)));
  await fetching;
  expect(shown()).toEqual([40, 30, 20]);
  expect(findMessage(client, id(20))?.read).toBe(true);
});

it("takes in what comes during the very first load", async () => {
  client.clear();
  let answer: (list: MessagePages) => void = () => {};
  const fetching = client.fetchQuery({
    queryKey: listKey({}),
    queryFn: () =>
      new Promise<MessagePages>((resolve) => {
        answer = resolve;
      }),
  });
  receiveMessage(client, message(40));
  answer(fromHead(head(30)));
  await fetching;
  expect(shown()).toEqual([40, 30]);
});

it("begins again at the top with the server’s newest and with what came while it answered", async () => {
  leaveTop(client, {});
  receiveMessage(client, message(40));
  server.use(
    http.get("*/api/v1/messages", () => {
      receiveMessage(client, message(50));
      return HttpResponse.json(head(40, 30, 20, 10));
    }),
  );
  const done = backToTop(client, {}, () => true);
  expect(shown()).toEqual([30, 20, 10]);
  await done;
  expect(shown()).toEqual([50, 40, 30, 20, 10]);
  expect(newer()).toEqual([]);
});

it("stays where it is when the reader scrolls down again before the answer, and counts", async () => {
  leaveTop(client, {});
  server.use(http.get("*/api/v1/messages", () => HttpResponse.json(head(40, 30, 20, 10))));
  await backToTop(client, {}, () => false);
  expect(shown()).toEqual([30, 20, 10]);
  expect(newer()).toEqual([id(40)]);
});

it("asks for the newest of a search once however many messages come, and then takes them", async () => {
  const query = { q: "acme" };
  hold(query, 20);
  const observer = new QueryObserver(client, {
    queryKey: listKey(query),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => fromHead(head(20)),
  });
  const stop = observer.subscribe(() => {});
  let asked = 0;
  server.use(
    http.get("*/api/v1/messages", () => {
      asked += 1;
      return HttpResponse.json(head(40, 20));
    }),
  );
  for (let n = 0; n < 20; n += 1) askHead(client, query);
  await vi.waitFor(() => expect(shown(query)).toEqual([40, 20]));
  expect(asked).toBe(1);
  stop();
});
