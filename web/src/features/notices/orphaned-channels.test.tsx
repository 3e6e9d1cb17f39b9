import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import type { Capability } from "../../api/use-capability.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { sampleNotice } from "./notice-samples.ts";
import { OrphanedChannels } from "./orphaned-channels.tsx";

const channels = [
  { id: "c1", name: "Ops room" },
  { id: "c2", name: "Mail" },
];
const notice = sampleNotice({ kind: "channel.orphaned", details: { member: "Bo", channels } });

let capabilities: Capability[];
let off: string[];
let changes: unknown[];

beforeEach(() => {
  capabilities = ["notices", "channels:read", "channels:write"];
  off = ["c1", "c2"];
  changes = [];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/channels", () =>
      HttpResponse.json({
        data: [...channels, { id: "c3", name: "Other" }].map((channel) => ({
          ...channel,
          disabled_reason: [...off, "c3"].includes(channel.id) ? "orphaned" : null,
        })),
        next_cursor: null,
      }),
    ),
    http.patch("*/api/v1/channels/:id", async ({ params, request }) => {
      changes.push([params.id, await request.json()]);
      off = off.filter((id) => id !== params.id);
      return HttpResponse.json({});
    }),
  );
});

const render = () =>
  renderRouted(
    <>
      <p>Card</p>
      <OrphanedChannels notice={notice} />
    </>,
  );

it("lists the channels that nobody answers for, and takes one over", async () => {
  render();
  const list = await screen.findByRole("list", { name: "Unattended channels" });
  expect(within(list).getAllByRole("listitem")).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "Take over: Mail" }));
  await waitFor(() => expect(screen.queryByText("Mail")).toBeNull());
  expect(changes).toEqual([["c2", { is_enabled: true }]]);
  expect(screen.queryByRole("button", { name: "Take over all" })).toBeNull();
});

it("takes all over at once", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: "Take over all" }));
  await waitFor(() => expect(screen.queryByRole("list")).toBeNull());
  expect(changes).toEqual([
    ["c1", { is_enabled: true }],
    ["c2", { is_enabled: true }],
  ]);
});

it("says why one could not be taken over", async () => {
  server.use(
    http.patch("*/api/v1/channels/:id", () =>
      HttpResponse.json(sampleProblem(404, "There is no such channel."), { status: 404 }),
    ),
  );
  render();
  await userEvent.click(await screen.findByRole("button", { name: "Take over: Mail" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("There is no such channel.");
});

it("offers nothing to those who may not set channels up", async () => {
  capabilities = ["notices", "channels:read"];
  render();
  await screen.findByText("Card");
  expect(screen.queryByRole("list")).toBeNull();
});
