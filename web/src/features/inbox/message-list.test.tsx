import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleMessage } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { InboxList } from "./inbox-list.tsx";

const id = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const numberOf = (messageId: string) => Number.parseInt(messageId.slice(-12), 16);
const ROW = 64;

let newest: number;
let asked: string[];

/** A server with messages from `newest` down to 1, each with its number as the code. */
beforeEach(() => {
  newest = 350;
  asked = [];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/messages", ({ request }) => {
      const query = new URL(request.url).searchParams;
      const cursor = query.get("cursor");
      asked.push(cursor ? `${numberOf(cursor)}` : "newest");
      const from = cursor ? Math.min(newest, numberOf(cursor) - 1) : newest;
      const to = Math.max(1, from - Number(query.get("limit")) + 1);
      const data = Array.from({ length: from - to + 1 }, (_, at) =>
        sampleMessage({ id: id(from - at), code: String(1000 + from - at) }),
      );
      return HttpResponse.json({ data, next_cursor: to > 1 ? id(to) : null });
    }),
  );
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(8 * ROW);
});

function show(onOpen = (_: string) => {}) {
  const root = createRootRoute({
    component: () => <InboxList filters={{}} onOpen={onOpen} onClear={() => {}} />,
  });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  return renderPage(<RouterProvider router={router as never} />);
}

const list = () => screen.getByRole("list", { name: "Messages" });
const rows = () => within(list()).getAllByRole("listitem");
const placeOf = (row: HTMLElement | undefined) => Number(row?.getAttribute("aria-posinset"));

async function scrollTo(row: number) {
  const scroller = list().parentElement as HTMLElement;
  await act(async () => {
    scroller.scrollTop = row * ROW;
    fireEvent.scroll(scroller);
  });
}

it("draws only the rows in sight and some beyond, and fetches older ones on the way", async () => {
  show();
  expect(await screen.findByRole("button", { name: "Copy code 1350" })).toBeVisible();
  expect(rows().length).toBeLessThan(25);
  expect(list().style.height).toBe(`${101 * ROW}px`);
  await scrollTo(85);
  await waitFor(() => expect(list().style.height).toBe(`${201 * ROW}px`));
  // The first page is pinned by then: what comes moves nothing.
  expect(asked).toEqual(["newest", "251"]);
  await waitFor(() => expect(placeOf(rows()[1])).toBe(86));
});

it("asks for the newest when the reader is back at the top, and shows them without a gap", async () => {
  show();
  await screen.findByRole("button", { name: "Copy code 1350" });
  await scrollTo(20);
  newest = 352;
  await scrollTo(0);
  expect(screen.getByRole("button", { name: "Copy code 1350" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Copy code 1352" })).toBeVisible();
});

it("goes through the list with j and k, and opens what it comes to where there is room", async () => {
  const onOpen = vi.fn();
  show(onOpen);
  await screen.findByRole("button", { name: "Copy code 1350" });
  const user = userEvent.setup();
  await user.keyboard("j");
  expect(onOpen).toHaveBeenLastCalledWith(id(350));
  expect(document.activeElement).toHaveAttribute("id", `message-${id(350)}`);
  await user.keyboard("jj");
  expect(onOpen).toHaveBeenLastCalledWith(id(348));
  await user.keyboard("k");
  expect(document.activeElement).toHaveAttribute("id", `message-${id(349)}`);
});

it("hands the focus of a row that scrolls away to the list", async () => {
  show();
  await screen.findByRole("button", { name: "Copy code 1350" });
  document.getElementById(`message-${id(350)}`)?.focus();
  await scrollTo(60);
  await waitFor(() => expect(list()).toHaveFocus());
});

it("says when older messages can’t be loaded, and tries again when asked", async () => {
  show();
  await screen.findByRole("button", { name: "Copy code 1350" });
  server.use(
    http.get("*/api/v1/messages", () => new HttpResponse(null, { status: 503 }), { once: true }),
  );
  await scrollTo(95);
  const again = await screen.findByRole("button", { name: "Try again" });
  await userEvent.click(again);
  await waitFor(() => expect(list().style.height).toBe(`${201 * ROW}px`));
});
