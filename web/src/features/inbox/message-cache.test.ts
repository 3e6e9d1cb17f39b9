import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it } from "vitest";
import type { Message } from "../../api/client.ts";
import { sampleMessage } from "../../testing/samples.ts";
import {
  dropMessage,
  findMessage,
  listKey,
  type MessagePages,
  markReadInCache,
  messageKey,
  receiveMessage,
  reviseMessage,
} from "./message-cache.ts";

const at = (minute: number) => `2026-03-10T12:${String(minute).padStart(2, "0")}:00Z`;
const message = (id: string, minute: number, about: Partial<Message> = {}) =>
  sampleMessage({ id, received_at: at(minute), ...about });

let client: QueryClient;
const ids = () =>
  client.getQueryData<MessagePages>(listKey({}))?.pages.map((p) => p.data.map((m) => m.id));

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData<MessagePages>(listKey({}), {
    pages: [
      { data: [message("c", 30), message("b", 20)], next_cursor: "2" },
      { data: [message("a", 10)], next_cursor: null },
    ],
    pageParams: [undefined, "2"],
  });
});

it("puts a new message at the top", () => {
  receiveMessage(client, message("d", 40));
  expect(ids()).toEqual([["d", "c", "b"], ["a"]]);
});

it("puts a message that was overtaken on its way where the server's list has it", () => {
  receiveMessage(client, message("bb", 40));
  expect(ids()).toEqual([["c", "bb", "b"], ["a"]]);
});

it("shows a message once, however often it is announced", () => {
  receiveMessage(client, message("d", 40));
  receiveMessage(client, message("d", 40));
  receiveMessage(client, message("a", 10));
  expect(ids()).toEqual([["d", "c", "b"], ["a"]]);
});

it("starts an empty list with the first message", () => {
  client.setQueryData<MessagePages>(listKey({}), {
    pages: [{ data: [], next_cursor: null }],
    pageParams: [undefined],
  });
  receiveMessage(client, message("first", 1));
  expect(ids()).toEqual([["first"]]);
});

it("does not put a new message into a filtered list, but has that list fetched again", () => {
  const filtered = listKey({ q: "acme" });
  client.setQueryData<MessagePages>(filtered, {
    pages: [{ data: [], next_cursor: null }],
    pageParams: [undefined],
  });
  receiveMessage(client, message("d", 40));
  expect(client.getQueryData<MessagePages>(filtered)?.pages[0]?.data).toEqual([]);
  expect(client.getQueryState(filtered)?.isInvalidated).toBe(true);
  expect(client.getQueryState(listKey({}))?.isInvalidated).toBe(false);
});

it("keeps what the reader has read when the team hears of a message again", () => {
  markReadInCache(client, "b");
  reviseMessage(client, message("b", 20, { service: "Globex", read: false }));
  receiveMessage(client, message("b", 20, { read: false }));
  expect(findMessage(client, "b")?.read).toBe(true);
});

it("changes a message in the lists and in the open detail alike", () => {
  client.setQueryData(messageKey("c"), message("c", 30));
  reviseMessage(client, message("c", 30, { code: "777777" }));
  expect(client.getQueryData<Message>(messageKey("c"))?.code).toBe("777777");
  expect(client.getQueryData<MessagePages>(listKey({}))?.pages[0]?.data[0]?.code).toBe("777777");
});

it("takes a deleted message out of the lists", () => {
  dropMessage(client, "b");
  expect(ids()).toEqual([["c"], ["a"]]);
});
