import { act, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Capability } from "../../api/use-capability.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { DeliveriesPage } from "./deliveries-page.tsx";
import type { DeliveriesSearch } from "./deliveries-search.ts";
import type { Delivery } from "./delivery-api.ts";
import { fits } from "./delivery-pages.ts";
import { sampleAttempt, sampleDelivery, sampleFailed, sampleId } from "./delivery-samples.ts";

const live = vi.hoisted(() => ({ hear: (_delivery: unknown) => {} }));
vi.mock("../../realtime/use-live.tsx", () => ({
  useAfterSilence: () => {},
  useLiveEvent: (_event: string, handle: (delivery: unknown) => void) => {
    live.hear = handle;
  },
}));

let deliveries: Delivery[];
let capabilities: Capability[];
let asked: string[];
let sent: { path: string; body: unknown }[];

beforeEach(() => {
  deliveries = [];
  capabilities = ["channels:read", "channels:write"];
  asked = [];
  sent = [];
  const many = async ({ request }: { request: Request }) => {
    const body = (await request.json()) as { ids: string[] | null };
    sent.push({ path: new URL(request.url).pathname.replace("/api/v1", ""), body });
    return HttpResponse.json({ changed: body.ids?.length ?? 0 });
  };
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/channels", () =>
      HttpResponse.json({ data: [{ id: "c1", name: "Ops chat" }], next_cursor: null }),
    ),
    http.get("*/api/v1/deliveries", ({ request }) => {
      const { search, searchParams } = new URL(request.url);
      asked.push(search);
      if (searchParams.get("cursor"))
        return HttpResponse.json({ data: [sampleDelivery()], next_cursor: null });
      const query = searchParams.get("needs_review") ? { needs_review: true } : {};
      const data = deliveries.filter((delivery) => fits(delivery, query));
      return HttpResponse.json({ data, next_cursor: null });
    }),
    http.get("*/api/v1/deliveries/:id", ({ params }) => {
      const delivery = deliveries.find(({ id }) => id === params.id);
      if (!delivery) return HttpResponse.json(sampleProblem(404, "None."), { status: 404 });
      const attempts = [
        sampleAttempt({
          is_success: false,
          reason: "receiver_failed",
          detail: "answered 500",
          answer_status: 500,
          answer: "no backend",
          next_attempt_at: "2026-03-10T12:00:10Z",
          request: "POST /hook",
        }),
      ];
      return HttpResponse.json({ delivery, attempts });
    }),
    http.post("*/api/v1/deliveries/retry", many),
    http.post("*/api/v1/deliveries/review", many),
  );
});

const onSearch = vi.fn();

function renderPage(search: DeliveriesSearch = {}) {
  onSearch.mockReset();
  renderRouted(
    <DeliveriesPage
      tabs={<nav>Tabs</nav>}
      numbers={[sampleNumber()]}
      search={search}
      onSearch={onSearch}
    />,
  );
}

const log = () => screen.findByRole("list", { name: "Deliveries, newest first" });
const review = () => screen.findByRole("region", { name: /^Needs review/ });
const failed = (place: number, about: Partial<Delivery> = {}) =>
  sampleFailed({ id: sampleId(place), ...about });

it("says of each delivery what became of it", async () => {
  deliveries = [
    failed(4, { needs_review: false }),
    sampleDelivery({ id: sampleId(3) }),
    sampleDelivery({
      id: sampleId(2),
      event: "notice",
      message_id: null,
      number: null,
      status: "waiting",
      attempts: 0,
      finished_at: null,
      next_attempt_at: "2026-03-10T12:00:00Z",
    }),
  ];
  renderPage();
  const [one, two, three] = within(await log()).getAllByRole("listitem");
  expect(one).toHaveTextContent("Failed");
  expect(one).toHaveTextContent("via Ops chat · at Ops phone · 3 attempts");
  expect(one).toHaveTextContent("The receiver reported an error. answered 500");
  expect(two).toHaveTextContent("Deliveredafter 1.4 sec");
  expect(
    within(two as HTMLElement).getByRole("link", { name: "Stripe, from +1 202 555 0199" }),
  ).toHaveAttribute("href", expect.stringContaining("message="));
  expect(three).toHaveTextContent("Waitingis being triedA noticevia Ops chat");
  expect(screen.queryByRole("region", { name: /^Needs review/ })).toBeNull();
});

it("keeps the filters in the address, and asks by them", async () => {
  const search = { review: "true", channel: "c9", number: "n1" } as const;
  renderPage(search);
  expect(await screen.findByText("No deliveries match these filters.")).toBeVisible();
  expect(asked).toContain("?channel_id=c9&number_id=n1&needs_review=true&limit=50");
  const fate = screen.getByLabelText("Result");
  expect(fate).toHaveDisplayValue("Needs review");
  await waitFor(() =>
    expect(screen.getByLabelText("Channel")).toHaveDisplayValue("Removed channel"),
  );
  await userEvent.selectOptions(fate, "Failed");
  expect(onSearch).toHaveBeenLastCalledWith({ ...search, review: undefined, status: "failed" });
  await userEvent.selectOptions(screen.getByLabelText("Channel"), "Ops chat");
  expect(onSearch).toHaveBeenLastCalledWith({ ...search, channel: "c1" });
  await userEvent.selectOptions(screen.getByLabelText("Number"), "Any number");
  expect(onSearch).toHaveBeenLastCalledWith({ ...search, number: undefined });
});

it("tries all again that need review, and says what stays", async () => {
  deliveries = [failed(3), failed(2)];
  server.use(
    http.post("*/api/v1/deliveries/retry", async ({ request }) => {
      sent.push({ path: "/deliveries/retry", body: await request.json() });
      return HttpResponse.json({ changed: 1 });
    }),
  );
  renderPage();
  const part = within(await review());
  expect(part.getByRole("heading")).toHaveTextContent("Needs review: 2");
  await userEvent.click(part.getByRole("button", { name: "Try all again" }));
  expect(await screen.findByText("Retrying 1 delivery.")).toBeInTheDocument();
  expect(await part.findByText(/Only expired codes and deliveries on switched-off/)).toBeVisible();
  const body = { ids: [sampleId(3), sampleId(2)], channel_id: null };
  expect(sent).toEqual([{ path: "/deliveries/retry", body }]);
});

it("takes out of review what was seen, and nothing that came since", async () => {
  deliveries = [failed(3)];
  renderPage();
  const part = within(await review());
  deliveries = [];
  await userEvent.click(part.getByRole("button", { name: "Mark all as reviewed" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: /^Needs review/ })).toBeNull());
  const body = { ids: [sampleId(3)], channel_id: null };
  expect(sent).toEqual([{ path: "/deliveries/review", body }]);
});

it("tries one again, in the list and in its detail", async () => {
  deliveries = [failed(3)];
  const waiting = failed(3, { status: "waiting", needs_review: false, reason: null, attempts: 0 });
  let turn = 0;
  server.use(
    http.post(`*/api/v1/deliveries/${sampleId(3)}/retry`, () => {
      turn += 1;
      if (turn === 1)
        return HttpResponse.json(sampleProblem(409, "Its channel is switched off."), {
          status: 409,
        });
      return HttpResponse.json({ delivery: waiting, attempts: [] });
    }),
  );
  renderPage({ delivery: sampleId(3) });
  const dialog = within(screen.getByRole("dialog", { name: "Delivery" }));
  await userEvent.click(await dialog.findByRole("button", { name: "Try again" }));
  expect(await dialog.findByText("Its channel is switched off.")).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Try again" }));
  expect(await dialog.findByText("It has not been tried yet.")).toBeVisible();
  expect(dialog.queryByRole("button", { name: "Try again" })).toBeNull();
  expect(screen.queryByRole("region", { name: /^Needs review/ })).toBeNull();
});

it("opens a delivery with its attempts", async () => {
  deliveries = [failed(3, { needs_review: false })];
  renderPage({ delivery: sampleId(3) });
  const dialog = within(screen.getByRole("dialog", { name: "Delivery" }));
  const attempts = await dialog.findByRole("region", { name: "Attempts" });
  expect(attempts).toHaveTextContent("Attempt 1failed");
  expect(attempts).toHaveTextContent("after 320 ms");
  expect(within(attempts).getByText("no backend")).toBeVisible();
  expect(within(attempts).getByText("POST /hook")).toBeInTheDocument();
  expect(attempts).toHaveTextContent("The next attempt was set for");
  await userEvent.click(dialog.getAllByRole("button", { name: "Close" })[0] as HTMLElement);
  expect(onSearch).toHaveBeenCalledWith({ delivery: undefined });
});

it("says of an address whose delivery is gone that it is", async () => {
  renderPage({ delivery: sampleId(8) });
  expect(await screen.findByText(/This delivery no longer exists/)).toBeVisible();
});

it("takes what is heard into the lists at once", async () => {
  deliveries = [sampleDelivery({ id: sampleId(3), status: "waiting", finished_at: null })];
  renderPage();
  const list = await log();
  expect(list).toHaveTextContent("Waiting");
  const before = asked.length;
  act(() => {
    live.hear(failed(3));
    for (let place = 4; place < 40; place += 1) live.hear(sampleDelivery({ id: sampleId(place) }));
  });
  await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(37), {
    timeout: 5000,
  });
  expect(within(list).getAllByRole("listitem").at(-1)).toHaveTextContent("Failed");
  expect(await review()).toHaveTextContent("Needs review: 1");
  expect(asked).toHaveLength(before);
});

it("does not let an answer of before put back what was heard since", async () => {
  deliveries = [sampleDelivery({ id: sampleId(3), status: "waiting", finished_at: null })];
  const holds: (() => void)[] = [];
  server.use(
    http.get("*/api/v1/deliveries", async () => {
      await new Promise<void>((resolve) => holds.push(resolve));
      return HttpResponse.json({ data: deliveries, next_cursor: null });
    }),
  );
  renderPage({ channel: "c1" });
  await waitFor(() => expect(holds).toHaveLength(2));
  act(() => live.hear(sampleDelivery({ id: sampleId(3) })));
  for (const release of holds) release();
  expect(await log()).toHaveTextContent("Delivered");
});

it("shows older entries when asked", async () => {
  server.use(
    http.get("*/api/v1/deliveries", ({ request }) => {
      const wantsReview = new URL(request.url).searchParams.has("needs_review");
      if (new URL(request.url).searchParams.has("cursor")) return undefined;
      const data = wantsReview ? [] : [sampleDelivery({ id: sampleId(5) })];
      return HttpResponse.json({ data, next_cursor: wantsReview ? null : sampleId(5) });
    }),
  );
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Show older entries" }));
  await waitFor(async () => expect(within(await log()).getAllByRole("listitem")).toHaveLength(2));
  expect(asked).toContain(`?limit=50&cursor=${sampleId(5)}`);
});

it("offers nothing to change to somebody who may only read", async () => {
  capabilities = ["channels:read"];
  deliveries = [failed(3)];
  renderPage();
  const part = within(await review());
  expect(part.getAllByRole("button").map((button) => button.textContent)).toEqual(["Details"]);
});
