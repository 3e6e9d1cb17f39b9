import { act, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Notice } from "../../api/client.ts";
import type { Capability } from "../../api/use-capability.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { sampleNotice } from "./notice-samples.ts";
import { NoticesLine } from "./notices-line.tsx";

const live = new Map<string, () => unknown>();
vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: (event: string, handle: () => unknown) => live.set(event, handle),
  useAfterSilence: () => {},
}));

let notices: Notice[];
let capabilities: Capability[];
let asked: string[];

beforeEach(() => {
  capabilities = ["notices"];
  asked = [];
  notices = [sampleNotice({ id: "o2", kind: "channel.failing" }), sampleNotice()];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/notices", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("open") ?? "");
      return HttpResponse.json({ data: notices, next_cursor: null });
    }),
    http.post("*/api/v1/notices/:id/dismiss", ({ params }) => {
      notices = notices.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

const render = () =>
  renderRouted(
    <main id="main" tabIndex={-1}>
      <p>Inbox</p>
      <NoticesLine />
    </main>,
  );

const FAILING = "Messages do not reach the channel Ops room";
const GONE = "The channel Ops room is switched off: its receiver is gone";

it("tells the newest open notice and how many more there are", async () => {
  render();
  expect(await screen.findByRole("link", { name: FAILING })).toHaveAttribute("href", "/notices");
  expect(screen.getByRole("link", { name: "and 1 more" })).toBeVisible();
  expect(asked).toEqual(["true"]);
});

it("dismisses one after the other, and is gone with the last", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: `Dismiss: ${FAILING}` }));
  const next = await screen.findByRole("button", { name: `Dismiss: ${GONE}` });
  expect(next).toHaveFocus();
  expect(screen.queryByText(/more$/)).toBeNull();
  await userEvent.click(next);
  await waitFor(() => expect(screen.queryByRole("region", { name: "Notices" })).toBeNull());
  expect(screen.getByRole("main")).toHaveFocus();
});

it("says why a notice could not be dismissed", async () => {
  server.use(
    http.post("*/api/v1/notices/:id/dismiss", () =>
      HttpResponse.json(sampleProblem(404, "There is no such notice."), { status: 404 }),
    ),
  );
  render();
  await userEvent.click(await screen.findByRole("button", { name: `Dismiss: ${FAILING}` }));
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such notice.");
});

it("neither asks nor shows anything to those who do not handle notices", async () => {
  capabilities = ["messages:read"];
  let isKnown = false;
  server.use(
    http.get("*/api/v1/me", () => {
      isKnown = true;
      return HttpResponse.json(sampleMe({ capabilities }));
    }),
  );
  render();
  await waitFor(() => expect(isKnown).toBe(true));
  await act(async () => {});
  expect(screen.queryByRole("region", { name: "Notices" })).toBeNull();
  expect(asked).toEqual([]);
});

it("is not there while nothing is open, and comes with a notice", async () => {
  notices = [];
  render();
  await waitFor(() => expect(asked).toEqual(["true"]));
  expect(screen.queryByRole("region", { name: "Notices" })).toBeNull();
  notices = [sampleNotice()];
  await act(async () => void live.get("notice.updated")?.());
  expect(await screen.findByRole("link", { name: GONE })).toBeVisible();
});
