import { act, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Notice } from "../../api/client.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { sampleNotice } from "./notice-samples.ts";
import { NoticesPage } from "./notices-page.tsx";

const live = new Map<string, () => unknown>();
vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: (event: string, handle: () => unknown) => live.set(event, handle),
  useAfterSilence: () => {},
}));

let notices: Notice[];
let dismissed: unknown[];

beforeEach(() => {
  notices = [sampleNotice()];
  dismissed = [];
  server.use(
    http.get("*/api/v1/me", () =>
      HttpResponse.json(sampleMe({ capabilities: ["notices", "channels:read"] })),
    ),
    http.get("*/api/v1/notices", ({ request }) => {
      const query = new URL(request.url).searchParams;
      const isOpen = query.get("open") === "true";
      const found = notices.filter(({ dismissed_at }) => (dismissed_at === null) === isOpen);
      const from = Number(query.get("cursor") ?? 0);
      const next_cursor = found.length > from + 2 ? String(from + 2) : null;
      return HttpResponse.json({ data: found.slice(from, from + 2), next_cursor });
    }),
    http.post("*/api/v1/notices/:id/dismiss", ({ params }) => {
      dismissed.push(params.id);
      notices = notices.map((notice) =>
        notice.id === params.id ? { ...notice, dismissed_at: "2026-03-11T12:00:00Z" } : notice,
      );
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

const DISMISS = "Dismiss: The channel Ops room is switched off: its receiver is gone";

it("says of each notice what it is about and where to do something", async () => {
  notices = [
    sampleNotice({
      kind: "number.silent",
      number: { id: "n1", phone_number: "+12025550143", label: "Ops phone" },
      channel_id: null,
      details: { since: "2026-03-01T12:00:00Z" },
    }),
    sampleNotice({ id: "o2" }),
  ];
  renderRouted(<NoticesPage />);
  const list = await screen.findByRole("list", { name: "Open notices" });
  const [silent, gone] = within(list).getAllByRole("listitem");
  if (!silent || !gone) throw new Error("two notices");
  expect(within(silent).getByRole("heading")).toHaveTextContent("Ops phone has been silent");
  expect(within(silent).getByRole("link", { name: "Ops phone (+1 202 555 0143)" })).toHaveAttribute(
    "href",
    "/?number=n1",
  );
  expect(await within(gone).findByRole("link", { name: "Channels" })).toHaveAttribute(
    "href",
    "/forwarding",
  );
});

it("dismisses a notice, which then stands among the dismissed ones", async () => {
  renderRouted(<NoticesPage />);
  await userEvent.click(await screen.findByRole("button", { name: DISMISS }));
  expect(await screen.findByText("All clear")).toBeVisible();
  expect(dismissed).toEqual(["o1"]);
  const option = screen.getByLabelText("Show dismissed ones too");
  expect(option).toHaveFocus();
  await userEvent.click(option);
  const list = await screen.findByRole("list", { name: "Dismissed notices" });
  expect(within(list).getByText(/^Dismissed/)).toBeVisible();
  expect(within(list).queryByRole("button")).toBeNull();
});

it("keeps a notice that could not be dismissed, and says why", async () => {
  server.use(
    http.post("*/api/v1/notices/:id/dismiss", () =>
      HttpResponse.json(sampleProblem(404, "There is no such notice."), { status: 404 }),
    ),
  );
  renderRouted(<NoticesPage />);
  await userEvent.click(await screen.findByRole("button", { name: DISMISS }));
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such notice.");
  expect(screen.getByRole("button", { name: DISMISS })).toBeVisible();
});

it("shows older ones when they are asked for", async () => {
  notices = ["o3", "o2", "o1"].map((id) => sampleNotice({ id }));
  renderRouted(<NoticesPage />);
  await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
  await userEvent.click(screen.getByRole("button", { name: "Show older entries" }));
  await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(3));
});

it("says that they could not be loaded, and tries again", async () => {
  const trouble = () => HttpResponse.json(sampleProblem(500, "Trouble."), { status: 500 });
  server.use(http.get("*/api/v1/notices", trouble, { once: true }));
  renderRouted(<NoticesPage />);
  expect(await screen.findByText("Trouble.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("list", { name: "Open notices" })).toBeVisible();
});

it("shows a new one at once", async () => {
  notices = [];
  renderRouted(<NoticesPage />);
  expect(await screen.findByText("All clear")).toBeVisible();
  notices = [sampleNotice()];
  await act(async () => void live.get("notice.updated")?.());
  expect(await screen.findByRole("list", { name: "Open notices" })).toBeVisible();
});
