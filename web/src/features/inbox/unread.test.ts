import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, it } from "vitest";
import { sampleMessage } from "../../testing/samples.ts";
import { findMessage, listKey } from "./message-cache.ts";
import { fromHead } from "./message-pages.ts";
import {
  countArrival,
  hearOfReads,
  markAllRead,
  markTheseRead,
  markTheseUnread,
  UNREAD,
} from "./unread.ts";
import { countOf, type UnreadCounts } from "./unread-counts.ts";

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const message = (n: number) => sampleMessage({ id: id(n) });

let client: QueryClient;
const count = () => countOf(client.getQueryData<UnreadCounts>(UNREAD), "n1");
const isRead = (n: number) => findMessage(client, id(n))?.read;

beforeEach(() => {
  client = new QueryClient();
  const data = [3, 2, 1].map(message);
  client.setQueryData(listKey({}), fromHead({ data, next_cursor: null }));
  client.setQueryData(UNREAD, { total: 3, numbers: [{ number_id: "n1", unread: 3 }] });
});

it("counts a message that came, and one that is read, once", () => {
  countArrival(client, message(4));
  expect(count()).toBe(4);
  markTheseRead(client, [id(2)]);
  markTheseRead(client, [id(2)]);
  expect(count()).toBe(3);
  expect(isRead(2)).toBe(true);
});

it("marks messages as unread, counts them, and is not misled by hearing of it", () => {
  markTheseRead(client, [id(1), id(2)]);
  expect(count()).toBe(1);
  markTheseUnread(client, [id(2)]);
  expect([isRead(2), count()]).toEqual([false, 2]);
  expect(client.getQueryState(UNREAD)?.isInvalidated).toBe(false);
  markTheseUnread(client, [id(2)]);
  expect(count()).toBe(2);
});

it("hears of what was read elsewhere, and is not misled by its own reads coming back", () => {
  hearOfReads(client, [id(1)], null);
  expect(count()).toBe(2);
  hearOfReads(client, [id(1)], null);
  expect(count()).toBe(2);
  expect(client.getQueryState(UNREAD)?.isInvalidated).toBe(false);
});

it("has the server count again where it heard of more than it knows", () => {
  hearOfReads(client, [id(99)], null);
  expect(client.getQueryState(UNREAD)?.isInvalidated).toBe(true);
});

it("marks all up to a message as read, here and from elsewhere", () => {
  hearOfReads(client, [], id(2));
  expect([isRead(3), isRead(2), isRead(1)]).toEqual([false, true, true]);
  markAllRead(client, id(3));
  expect(isRead(3)).toBe(true);
  expect(count()).toBe(0);
});

it("has a list of what is unread asked for again that lacks what is unread again", () => {
  const unread = listKey({ unread: true });
  const observer = new QueryObserver(client, { queryKey: unread, enabled: false });
  const stop = observer.subscribe(() => {});
  client.setQueryData(unread, fromHead({ data: [message(3)], next_cursor: null }));
  markTheseUnread(client, [id(3)]);
  expect(client.getQueryState(unread)?.isInvalidated).toBe(false);
  markTheseUnread(client, [id(1)]);
  expect(client.getQueryState(unread)?.isInvalidated).toBe(true);
  stop();
});
