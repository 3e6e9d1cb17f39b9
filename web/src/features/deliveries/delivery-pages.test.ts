import { expect, it } from "vitest";
import type { Delivery } from "./delivery-api.ts";
import { type DeliveryPages, fits, heardInList } from "./delivery-pages.ts";
import { sampleDelivery, sampleFailed, sampleId } from "./delivery-samples.ts";

const row = (place: number, about: Partial<Delivery> = {}) =>
  sampleDelivery({ id: sampleId(place), ...about });

function list(...pages: number[][]): DeliveryPages {
  const last = pages.length - 1;
  return {
    pages: pages.map((places, at) => ({
      data: places.map((place) => row(place)),
      next_cursor: at < last || last > 0 ? sampleId(places.at(-1) ?? 0) : null,
    })),
    pageParams: pages.map((_, at) => (at === 0 ? undefined : "cursor")),
  };
}

const heard = (...all: Delivery[]) => new Map(all.map((delivery) => [delivery.id, delivery]));
const places = ({ pages }: DeliveryPages) =>
  pages.map(({ data }) => data.map(({ id }) => Number(id.slice(-12))));

it("puts what is new on top, and what was overtaken where it belongs", () => {
  const after = heardInList(list([9, 7], [5, 3]), heard(row(10), row(8), row(6)), {});
  expect(places(after)).toEqual([
    [10, 9, 8, 7],
    [6, 5, 3],
  ]);
});

it("leaves out what belongs to a page that is not loaded", () => {
  const before = list([9, 7], [5, 3]);
  expect(heardInList(before, heard(row(1)), {})).toBe(before);
});

it("replaces a row, and leaves the others as they are", () => {
  const before = list([9, 7]);
  const after = heardInList(before, heard(row(7, { status: "failed" })), {});
  expect(after.pages[0]?.data[1]?.status).toBe("failed");
  expect(after.pages[0]?.data[0]).toBe(before.pages[0]?.data[0]);
});

it("takes out of a filtered list what does not fit any more", () => {
  const query = { status: "delivered" as const };
  const after = heardInList(
    list([9, 7]),
    heard(row(7, { status: "failed" }), sampleFailed()),
    query,
  );
  expect(places(after)).toEqual([[9]]);
});

it("never grows without end", () => {
  const many = Array.from({ length: 600 }, (_, at) => row(at + 10));
  const first = heardInList(list([9, 7]), heard(...many), {});
  expect(places(first)[0]).toHaveLength(50);
  expect(first.pages[0]?.next_cursor).toBe(sampleId(560));
  const after = heardInList(list([9, 7], [5, 3]), heard(...many), {});
  expect(after.pages.flatMap(({ data }) => data)).toHaveLength(400);
  expect(after.pages.at(-1)?.next_cursor).toBe(sampleId(210));
  expect(after.pageParams).toHaveLength(after.pages.length);
});

it("knows which deliveries a filter is for", () => {
  const failed = sampleFailed();
  expect(fits(failed, {})).toBe(true);
  expect(
    fits(failed, { status: "failed", channel_id: "c1", number_id: "n1", needs_review: true }),
  ).toBe(true);
  expect(fits(failed, { status: "waiting" })).toBe(false);
  expect(fits(failed, { channel_id: "c2" })).toBe(false);
  expect(fits(sampleFailed({ number: null }), { number_id: "n1" })).toBe(false);
  expect(fits(sampleFailed({ needs_review: false }), { needs_review: true })).toBe(false);
});
