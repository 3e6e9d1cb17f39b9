import { act, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Channel } from "../../api/client.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { TestOutcome } from "./channel-api.ts";
import { answerKinds, sampleChannel, sampleOutcome } from "./channel-samples.ts";
import { ChannelsPage } from "./channels-page.tsx";

const live = new Map<string, () => void>();
vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: (event: string, handle: () => void) => live.set(event, handle),
  useAfterSilence: () => {},
}));

let channels: Channel[];
let mayWrite: boolean;

beforeEach(() => {
  channels = [sampleChannel()];
  mayWrite = true;
  server.use(
    answerKinds,
    http.get("*/api/v1/me", () => {
      const writes = mayWrite ? (["channels:write"] as const) : [];
      return HttpResponse.json(sampleMe({ capabilities: ["channels:read", ...writes] }));
    }),
    http.get("*/api/v1/channels", () => HttpResponse.json({ data: channels, next_cursor: null })),
  );
});

const renderPage = () => renderRouted(<ChannelsPage tabs={<p>Tabs</p>} />);
const card = async (name: string) => within(await screen.findByRole("listitem", { name }));
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

it("says of each channel where it goes and how it is", async () => {
  channels = [
    sampleChannel({
      is_thin: true,
      failing_since: "2026-03-10T12:00:00Z",
      last_delivery: {
        id: "d1",
        status: "failed",
        at: "2026-03-10T12:00:00Z",
        duration_ms: 1240,
        detail: "answered 500",
        answer_status: 500,
        answer: "queue full",
      },
    }),
    sampleChannel({ id: "c2", name: "Old room", disabled_reason: "gone" }),
    sampleChannel({ id: "c3", name: "Hook", kind: "webhook", target: null }),
    sampleChannel({ id: "c4", name: "Quiet", disabled_reason: "by_member" }),
  ];
  renderPage();
  const ops = await card("Ops room");
  expect(await ops.findByText(/^Slack/)).toHaveTextContent("Slack · hooks.slack.com");
  expect(ops.getByText("Thin")).toBeVisible();
  expect(ops.getByText(/^Failing since Mar 10, 2026/)).toBeVisible();
  expect(ops.getByText(/^Failed/)).toHaveTextContent(/Failed .+ · 1\.2 s · answered 500/);
  expect(ops.getByText("queue full")).toBeInTheDocument();
  expect((await card("Old room")).getByText("Gone")).toBeVisible();
  expect(
    (await card("Hook")).getByText(/Can’t read this channel’s settings: enter them/),
  ).toBeVisible();
  expect((await card("Quiet")).getByText("Switched off")).toBeVisible();
  expect(screen.getByText("Tabs")).toBeVisible();
});

it("leads to the first channel while there is none", async () => {
  channels = [];
  renderPage();
  expect(await screen.findByText("No channel yet")).toBeVisible();
  expect(screen.getByRole("button", { name: "Add channel" })).toBeVisible();
});

it("says that the list could not be loaded, and tries again", async () => {
  server.use(
    http.get(
      "*/api/v1/channels",
      () => HttpResponse.json(sampleProblem(500, "Trouble."), { status: 500 }),
      { once: true },
    ),
  );
  renderPage();
  expect(await screen.findByText("Trouble.")).toBeVisible();
  await press("Try again");
  expect(await card("Ops room")).toBeDefined();
});

it("offers nothing to those who may only look", async () => {
  mayWrite = false;
  channels = [sampleChannel({ rules: 0, disabled_reason: "by_member" })];
  renderPage();
  await card("Ops room");
  expect(screen.getByText("No rule forwards to it.")).toBeVisible();
  expect(screen.queryByRole("button")).toBeNull();
});

it("makes the rule that forwards all codes", async () => {
  channels = [sampleChannel({ rules: 0 })];
  let rule: unknown;
  server.use(
    http.post("*/api/v1/rules", async ({ request }) => {
      rule = await request.json();
      channels = [sampleChannel({ rules: 1 })];
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  renderPage();
  const ops = await card("Ops room");
  expect(ops.getByRole("link")).toHaveAttribute("href", "/forwarding/rules?channel=c1");
  await press("Forward all codes here: Ops room");
  await waitFor(() => expect(ops.queryByText("No rule forwards to it.")).toBeNull());
  expect(rule).toMatchObject({
    event: "message",
    name: "All codes to Ops room",
    conditions: { has_code: true, number_ids: [], senders: [] },
    channel_ids: ["c1"],
    is_enabled: true,
  });
  expect(ops.getByRole("button", { name: "Send test to Ops room" })).toHaveFocus();
});

function answerTest(outcome: TestOutcome) {
  server.use(http.post("*/api/v1/channels/c1/test", () => HttpResponse.json(outcome)));
}

it("tells of a test that arrived what was sent and answered", async () => {
  answerTest(sampleOutcome());
  renderPage();
  await press("Send test to Ops room");
  const dialog = within(screen.getByRole("dialog", { name: "Test of Ops room" }));
  expect(await dialog.findByText("It arrived: the receiver answered 200.")).toBeVisible();
  expect(dialog.getByText("It took 132 ms.")).toBeVisible();
  expect(dialog.getByRole("region", { name: "What was sent" })).toHaveTextContent(
    "POST hooks.slack.com",
  );
  expect(dialog.getByRole("region", { name: "What was answered" })).toHaveTextContent("ok");
  expect(dialog.getByRole("button", { name: "Send another" })).toHaveFocus();
});

it("tells of a test that failed what went wrong", async () => {
  answerTest(
    sampleOutcome({
      is_success: false,
      reason: "unreachable",
      detail: "no route to host",
      answer_status: null,
      answer: null,
    }),
  );
  renderPage();
  await press("Send test to Ops room");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The receiver can’t be reached.");
  expect(alert).toHaveTextContent("no route to host");
  expect(screen.queryByRole("region", { name: "What was answered" })).toBeNull();
});

it("says that a test still waits for its turn", async () => {
  const { delivery } = sampleOutcome();
  answerTest({ delivery: { ...delivery, status: "waiting", attempts: 0 }, attempts: [] });
  renderPage();
  await press("Send test to Ops room");
  expect(await screen.findByText(/The test is still in the queue/)).toBeVisible();
});

it("switches a channel off and on", async () => {
  const sent: unknown[] = [];
  server.use(
    http.patch("*/api/v1/channels/c1", async ({ request }) => {
      const body = (await request.json()) as { is_enabled: boolean };
      sent.push(body);
      channels = [sampleChannel({ disabled_reason: body.is_enabled ? null : "by_member" })];
      return HttpResponse.json(channels[0]);
    }),
  );
  renderPage();
  await press("More for Ops room");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Switch off" }));
  await press("Switch on: Ops room");
  await waitFor(() =>
    expect(screen.queryByRole("button", { name: "Switch on: Ops room" })).toBeNull(),
  );
  expect(sent).toEqual([{ is_enabled: false }, { is_enabled: true }]);
});

it("removes a channel when that is confirmed, and the focus stays on the page", async () => {
  server.use(
    http.delete("*/api/v1/channels/c1", () => {
      channels = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage();
  await press("More for Ops room");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove channel" }));
  expect(screen.getByText("1 rule forwards to this channel and will lose it.")).toBeVisible();
  await press("Remove");
  expect(await screen.findByText("No channel yet")).toBeVisible();
  await waitFor(() => expect(screen.getByRole("button", { name: "Add channel" })).toHaveFocus());
});

it("replaces a signing secret, and shows the new one this once", async () => {
  channels = [sampleChannel({ kind: "webhook", target: "example.com" })];
  server.use(
    http.post("*/api/v1/channels/c1/rotate", () => {
      channels = [{ ...channels[0], old_secret_ends_at: "2999-03-11T12:00:00Z" } as Channel];
      return HttpResponse.json({ channel: channels[0], secret: "whsec_bmV3" });
    }),
  );
  renderPage();
  await press("More for Ops room");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Replace signing secret" }));
  expect(screen.getByText(/The old secret keeps signing for 24/)).toBeVisible();
  await press("Replace");
  expect(await screen.findByLabelText("Signing secret")).toHaveValue("whsec_bmV3");
  await press("Done");
  expect(screen.queryByDisplayValue("whsec_bmV3")).toBeNull();
  expect(screen.getByText(/^The old signing secret also signs until Mar 11, 2999/)).toBeVisible();
});

it("shows what becomes of deliveries without being asked", async () => {
  renderPage();
  await card("Ops room");
  channels = [sampleChannel({ failing_since: "2026-03-10T12:00:00Z" })];
  act(() => live.get("delivery.updated")?.());
  expect(await screen.findByText(/^Failing since/)).toBeVisible();
});
