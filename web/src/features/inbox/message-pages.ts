import type { InfiniteData } from "@tanstack/react-query";
import type { Message, MessagePage } from "../../api/client.ts";

export const PAGE_SIZE = 100;
/** The most pages that are kept; those that are passed are dropped at the other end. */
export const MAX_PAGES = 12;

/** Where a page begins. Each remembers the one above it, so that going back up needs no search. */
export interface PageParam {
  /** The page holds what is older than this id; without it, the newest. */
  cursor?: string;
  /** The place of its first row in the whole list. */
  index: number;
  /** Where the page below begins, of a page that is fetched again on the way up. */
  until?: string;
  above?: PageParam;
}

export type MessagePages = InfiniteData<MessagePage, PageParam>;

/** The newest page. As long as it is first, a list takes new messages in. */
export const TOP: PageParam = { index: 0 };

const ID_BITS = 128;

/** The smallest id after this one: as an exclusive cursor it lets the message itself through. */
export function idAfter(id: string): string {
  const next = BigInt.asUintN(ID_BITS, BigInt(`0x${id.replaceAll("-", "")}`) + 1n);
  const hex = next.toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function firstIndex({ pageParams }: MessagePages): number {
  return pageParams[0]?.index ?? 0;
}

/** The place after the last row that is loaded. */
export function endIndex(list: MessagePages): number {
  return list.pages.reduce((end, page) => end + page.data.length, firstIndex(list));
}

export function hasOlder({ pages }: MessagePages): boolean {
  return pages.at(-1)?.next_cursor != null;
}

export function rowAt(list: MessagePages, index: number): Message | undefined {
  let place = index - firstIndex(list);
  if (place < 0) return undefined;
  for (const { data } of list.pages) {
    if (place < data.length) return data[place];
    place -= data.length;
  }
  return undefined;
}

export function indexOf(list: MessagePages, id: string): number {
  let start = firstIndex(list);
  for (const { data } of list.pages) {
    const at = data.findIndex((message) => message.id === id);
    if (at >= 0) return start + at;
    start += data.length;
  }
  return -1;
}

export function findIn(list: MessagePages, id: string): Message | undefined {
  const page = list.pages[pageOf(list, id)];
  return page?.data.find((message) => message.id === id);
}

// Ids sort by the time of storing, which is the server's order too: the newest first.
function pageOf({ pages }: MessagePages, id: string): number {
  return pages.findIndex(({ data }) => {
    const [first, last] = [data[0], data.at(-1)];
    return first && last && first.id >= id && last.id <= id;
  });
}

export function nextParam(
  pages: MessagePage[],
  params: PageParam[],
): (PageParam & { cursor: string }) | undefined {
  const cursor = pages.at(-1)?.next_cursor;
  if (!cursor) return undefined;
  return { cursor, index: endIndex({ pages, pageParams: params }), above: params.at(-1) };
}

export function previousParam(first: PageParam): PageParam | undefined {
  return first.above && { ...first.above, until: first.cursor };
}

/** The page above `first` that has the row of this place, however far up it is. */
export function paramFor(first: PageParam, index: number): PageParam {
  let param = first;
  for (;;) {
    const above = param.index > index && previousParam(param);
    if (!above) return param;
    param = above;
  }
}

/** A page on the way up ends where the one below begins, whatever was deleted since. */
export function upTo(page: MessagePage, until: string | undefined): MessagePage {
  if (!until) return page;
  const data = page.data.filter(({ id }) => id >= until);
  const reached = data.length < page.data.length || page.next_cursor === null;
  return { data, next_cursor: reached ? until : page.next_cursor };
}

/** Whether the reader has left the top: the list then begins below what comes. */
export function isPinned({ pageParams }: MessagePages): boolean {
  return pageParams[0]?.cursor !== undefined;
}

/** Has the list begin at what is its first message now, so that fetching it again moves no row. */
export function pin(list: MessagePages): MessagePages {
  const top = list.pages[0]?.data[0];
  const first = list.pageParams[0];
  if (!top || !first || isPinned(list)) return list;
  const pageParams: PageParam[] = [{ ...first, cursor: idAfter(top.id) }];
  for (const param of list.pageParams.slice(1)) {
    pageParams.push({ ...param, above: pageParams.at(-1) });
  }
  return { ...list, pageParams };
}

/** What is not older than this cursor came after the list was pinned. */
export function pinnedAt({ pageParams }: MessagePages): string | undefined {
  let param = pageParams[0];
  while (param?.above) param = param.above;
  return param?.cursor;
}

/** Of the server's newest messages, those that came after the list was pinned. */
export function newerThan(list: MessagePages, head: MessagePage): string[] {
  const top = pinnedAt(list);
  return top ? head.data.flatMap(({ id }) => (id >= top ? [id] : [])) : [];
}

/** A list of its newest page alone, of the size of a page. */
export function fromHead(head: MessagePage): MessagePages {
  const data = head.data.slice(0, PAGE_SIZE);
  const cut = data.length < head.data.length;
  const next_cursor = cut ? (data.at(-1)?.id ?? null) : head.next_cursor;
  return { pages: [{ data, next_cursor }], pageParams: [TOP] };
}

/** Which of the loaded pages a message belongs to that is not the newest; -1 where it is none. */
function pageFor(list: MessagePages, id: string): number {
  const first = list.pages[0]?.data[0];
  if (!first || id > first.id) return -1;
  const at = list.pages.findIndex(({ data }) => (data.at(-1)?.id ?? "") < id);
  return at < 0 && !hasOlder(list) ? list.pages.length - 1 : at;
}

function place(page: MessagePage, message: Message): MessagePage {
  const at = page.data.findIndex(({ id }) => id < message.id);
  return { ...page, data: page.data.toSpliced(at < 0 ? page.data.length : at, 0, message) };
}

/**
 * Takes a new message in. At the top it goes where the server's list has it, and the list is cut
 * back to one page, so that it never grows; away from the top only what was overtaken on its way
 * and belongs between the rows is put there.
 */
export function insert(list: MessagePages, message: Message): MessagePages {
  if (findIn(list, message.id)) return replace(list, message);
  const [head] = list.pages;
  if (!head) return list;
  if (isPinned(list)) {
    const at = pageFor(list, message.id);
    return at < 0 ? list : withPage(list, at, (page) => place(page, message));
  }
  const last = head.data.at(-1);
  // Older than the whole page: it belongs to a later one, which brings it when it is fetched.
  const isOlder = last && message.id < last.id && head.next_cursor !== null;
  return fromHead(isOlder ? head : place(head, message));
}

function withPage(
  list: MessagePages,
  at: number,
  change: (page: MessagePage) => MessagePage,
): MessagePages {
  return { ...list, pages: list.pages.map((page, place) => (place === at ? change(page) : page)) };
}

export function replace(list: MessagePages, message: Message): MessagePages {
  const at = pageOf(list, message.id);
  if (at < 0) return list;
  const swap = (old: Message) => (old.id === message.id ? message : old);
  return withPage(list, at, (page) => ({ ...page, data: page.data.map(swap) }));
}

export function remove(list: MessagePages, id: string): MessagePages {
  if (!findIn(list, id)) return list;
  return withPage(list, pageOf(list, id), (page) => ({
    ...page,
    data: page.data.filter((message) => message.id !== id),
  }));
}

/** Marks what `concerns` names as read or unread; pages without any of it stay the same. */
export function mark(
  list: MessagePages,
  read: boolean,
  concerns: (message: Message) => boolean,
): MessagePages {
  const turns = (message: Message) => message.read !== read && concerns(message);
  if (!list.pages.some(({ data }) => data.some(turns))) return list;
  const marked = (message: Message) => (turns(message) ? { ...message, read } : message);
  return {
    ...list,
    pages: list.pages.map((page) =>
      page.data.some(turns) ? { ...page, data: page.data.map(marked) } : page,
    ),
  };
}

/** Rows that the reader sees, and where they are. */
export interface Sight {
  index: number;
  ids: (string | undefined)[];
}

export function sightOf(list: MessagePages, index: number, rows: number): Sight {
  return { index, ids: Array.from({ length: rows }, (_, at) => rowAt(list, index + at)?.id) };
}

/** Whether another message stands now where one was seen, with the list seen from this row on. */
export function tradePlaces(list: MessagePages, { ids }: Sight, index: number): boolean {
  return ids.some((id, at) => id !== undefined && rowAt(list, index + at)?.id !== id);
}

/** By how many places the list moved under the rows that are seen. */
export function movedBy(list: MessagePages, { index, ids }: Sight): number {
  for (const [at, id] of ids.entries()) {
    const now = id ? indexOf(list, id) : -1;
    if (now >= 0) return now - (index + at);
  }
  return 0;
}
