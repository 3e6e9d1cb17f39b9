import { expect, it } from "vitest";
import type { Message, MessagePage } from "../../api/client.ts";
import { sampleMessage } from "../../testing/samples.ts";
import {
  endIndex,
  firstIndex,
  fromHead,
  idAfter,
  indexOf,
  insert,
  isPinned,
  type MessagePages,
  mark,
  movedBy,
  newerThan,
  nextParam,
  PAGE_SIZE,
  type PageParam,
  paramFor,
  pin,
  pinnedAt,
  previousParam,
  remove,
  replace,
  rowAt,
  sightOf,
  TOP,
  upTo,
} from "./message-pages.ts";

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const message = (n: number, about: Partial<Message> = {}) => sampleMessage({ id: id(n), ...about });
const messages = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, at) => message(from - at));

/** A page of these messages, the newest first, of a server that has them down to 1. */
const page = (from: number, to: number): MessagePage => ({
  data: messages(from, to),
  next_cursor: to > 1 ? id(to) : null,
});

/** The list of who scrolled down through these pages. */
function scrolled(...ranges: [number, number][]): MessagePages {
  let list: MessagePages = { pages: [], pageParams: [] };
  for (const [from, to] of ranges) {
    const param: PageParam = nextParam(list.pages, list.pageParams) ?? TOP;
    list = { pages: [...list.pages, page(from, to)], pageParams: [...list.pageParams, param] };
  }
  return list;
}

const shown = (list: MessagePages) =>
  list.pages.flatMap(({ data }) => data.map((one) => Number.parseInt(one.id.slice(-12), 16)));

it("finds the id that comes next, over every digit", () => {
  expect(idAfter(id(41))).toBe(id(42));
  expect(idAfter("01890000-0000-7000-8000-ffffffffffff")).toBe(
    "01890000-0000-7000-8001-000000000000",
  );
  expect(idAfter("0fffffff-ffff-ffff-ffff-ffffffffffff")).toBe(
    "10000000-0000-0000-0000-000000000000",
  );
});

it("puts a new message at the top, and one that was overtaken on its way where it belongs", () => {
  const list = scrolled([9, 5]);
  expect(shown(insert(list, message(10)))).toEqual([10, 9, 8, 7, 6, 5]);
  const gap = remove(list, id(7));
  expect(shown(insert(gap, message(7)))).toEqual([9, 8, 7, 6, 5]);
});

it("shows a message once, however often it is announced, and as it is now", () => {
  const again = insert(scrolled([3, 1]), message(2, { service: "Globex" }));
  expect(shown(again)).toEqual([3, 2, 1]);
  expect(rowAt(again, 1)?.service).toBe("Globex");
});

it("starts an empty list with the first message", () => {
  const empty = fromHead({ data: [], next_cursor: null });
  expect(shown(insert(empty, message(1)))).toEqual([1]);
});

it("leaves a message older than the newest page to the page that it belongs to", () => {
  const list = insert(scrolled([20, 10], [9, 8], [6, 5]), message(7));
  expect(shown(list)).toEqual(shown(scrolled([20, 10])));
  expect(nextParam(list.pages, list.pageParams)?.cursor).toBe(id(10));
});

it("never holds more than one page at the top, and loses nothing for it", () => {
  let list = scrolled([300, 201], [200, 101]);
  for (let n = 301; n <= 1000; n += 1) list = insert(list, message(n));
  expect(shown(list)).toEqual(
    messages(1000, 901).map((one) => Number.parseInt(one.id.slice(-12), 16)),
  );
  expect(list.pages).toHaveLength(1);
  expect(nextParam(list.pages, list.pageParams)).toMatchObject({
    cursor: id(901),
    index: PAGE_SIZE,
  });
});

it("pins the first page below what comes, without moving a row", () => {
  const list = pin(scrolled([300, 201], [200, 101]));
  expect(isPinned(list)).toBe(true);
  expect(pinnedAt(list)).toBe(id(301));
  expect(list.pageParams[0]).toMatchObject({ cursor: id(301), index: 0 });
  // The way back up leads to the pinned page, too.
  expect(previousParam(list.pageParams[1] ?? TOP)).toMatchObject({
    cursor: id(301),
    until: id(201),
  });
  expect(insert(list, message(301))).toBe(list);
  expect(newerThan(list, page(305, 290))).toEqual([305, 304, 303, 302, 301].map(id));
  expect(pin(list)).toBe(list);
});

it("takes in between the pinned rows what was overtaken on its way", () => {
  const list = pin({ ...scrolled([30, 20], [18, 10]) });
  expect(shown(insert(remove(list, id(25)), message(25)))).toEqual(shown(list));
  expect(shown(insert(list, message(19)))).toContain(19);
  expect(insert(list, message(5))).toBe(list);
});

it("remembers the way up when pages are dropped, with every row in its place", () => {
  const all = pin(scrolled([400, 301], [300, 201], [200, 101], [100, 1]));
  const cut = { pages: all.pages.slice(2), pageParams: all.pageParams.slice(2) };
  expect(firstIndex(cut)).toBe(200);
  expect(endIndex(cut)).toBe(400);
  expect(rowAt(cut, 199)).toBeUndefined();
  expect(rowAt(cut, 200)?.id).toBe(id(200));
  expect(indexOf(cut, id(1))).toBe(399);
  expect(pinnedAt(cut)).toBe(id(401));
  const above = previousParam(cut.pageParams[0] ?? TOP);
  expect(above).toMatchObject({ cursor: id(301), index: 100, until: id(201) });
  expect(previousParam(above ?? TOP)).toMatchObject({ cursor: id(401), index: 0, until: id(301) });
  expect(paramFor(cut.pageParams[0] ?? TOP, 40)).toMatchObject({ cursor: id(401), index: 0 });
});

it("ends a page on the way up where the one below begins, though messages were deleted", () => {
  const fetched = { data: messages(300, 205).concat(messages(200, 181)), next_cursor: id(181) };
  const above = upTo(fetched, id(201));
  expect(above.data.at(-1)?.id).toBe(id(205));
  expect(above.next_cursor).toBe(id(201));
  // More than fits came in between: what is left follows.
  const grown = { data: messages(320, 250), next_cursor: id(250) };
  expect(upTo(grown, id(201))).toEqual(grown);
});

it("tells by how much the rows in sight have moved", () => {
  const list = pin(scrolled([30, 11], [10, 1]));
  const sight = sightOf(list, 5, 4);
  expect(movedBy(list, sight)).toBe(0);
  expect(movedBy(remove(list, id(29)), sight)).toBe(-1);
  // The first row in sight itself went away.
  expect(movedBy(remove(list, id(25)), sight)).toBe(-1);
  expect(movedBy(fromHead(page(100, 90)), sight)).toBe(0);
});

it("changes and removes one row, and leaves the other pages what they are", () => {
  const list = scrolled([20, 11], [10, 1]);
  const changed = replace(list, message(5, { service: "Globex" }));
  expect(rowAt(changed, 15)?.service).toBe("Globex");
  expect(changed.pages[0]).toBe(list.pages[0]);
  expect(replace(list, message(99))).toBe(list);
  expect(shown(remove(list, id(5)))).not.toContain(5);
});

it("marks as read what was read, and nothing twice", () => {
  const list = scrolled([20, 11], [10, 1]);
  const read = mark(list, true, (one) => one.id <= id(10));
  expect(read.pages[0]).toBe(list.pages[0]);
  expect(read.pages[1]?.data.every((one) => one.read)).toBe(true);
  expect(mark(read, true, (one) => one.id <= id(10))).toBe(read);
});
