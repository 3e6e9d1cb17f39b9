import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Channel } from "../../api/client.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { server } from "../../testing/server.ts";
import { answerKinds, sampleChannel } from "./channel-samples.ts";
import { EditChannelDialog } from "./edit-channel-dialog.tsx";

let sent: unknown[];
const saved = vi.fn();

beforeEach(() => {
  sent = [];
  saved.mockClear();
  server.use(
    answerKinds,
    http.patch("*/api/v1/channels/c1", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(sampleChannel());
    }),
  );
});

async function open(about: Partial<Channel> = {}) {
  renderPage(
    <EditChannelDialog channel={sampleChannel(about)} onSaved={saved} onClose={() => {}} />,
  );
  await screen.findByLabelText("Name");
}

const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));

it("sends no settings while no new address is entered", async () => {
  await open({ is_thin: true });
  expect(screen.queryByLabelText("Address of the webhook")).toBeNull();
  await userEvent.type(screen.getByLabelText("Name"), " 2");
  await save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalledWith(false));
  expect(sent).toEqual([{ name: "Ops room 2", is_thin: true }]);
});

it("sends a new address, and none where one thinks better of it", async () => {
  await open();
  await userEvent.click(screen.getByRole("button", { name: "Enter a new address" }));
  const address = screen.getByLabelText("Address of the webhook");
  expect(address).toHaveFocus();
  await userEvent.type(address, "https://hooks.slack.com/services/T/B/y");
  await userEvent.click(screen.getByRole("button", { name: "Keep the old address" }));
  await save();
  await vi.waitFor(() => expect(sent).toEqual([{ name: "Ops room", is_thin: false }]));

  await userEvent.click(screen.getByRole("button", { name: "Enter a new address" }));
  await save();
  await vi.waitFor(() => expect(saved).toHaveBeenLastCalledWith(true));
  expect(sent[1]).toEqual({
    name: "Ops room",
    is_thin: false,
    settings: { kind: "slack", url: "https://hooks.slack.com/services/T/B/y" },
  });
});

it("takes the usual times of further attempts as such", async () => {
  await open({ retry_at_seconds: [1, 2] });
  const times = screen.getByLabelText("Seconds after the first attempt");
  expect(times).toHaveValue("1, 2");
  await userEvent.clear(times);
  await userEvent.type(times, "2, 1");
  await save();
  expect(screen.getByText(/Enter up to 10 whole numbers from/)).toBeInTheDocument();
  expect(sent).toEqual([]);
  await userEvent.clear(times);
  await userEvent.type(times, "5 30 60 120 300");
  await save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalled());
  expect(sent).toEqual([{ name: "Ops room", is_thin: false, retry_at_seconds: null }]);
});

it("asks for settings that can’t be read any more", async () => {
  await open({ target: null });
  await save();
  expect(screen.getByText("Enter an address.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Keep the old address" })).toBeNull();
  expect(sent).toEqual([]);
});

it("switches a channel on whose receiver was gone when it gets its new address", async () => {
  await open({ disabled_reason: "gone" });
  await userEvent.click(screen.getByRole("button", { name: "Enter a new address" }));
  await userEvent.type(screen.getByLabelText("Address of the webhook"), "https://example.com/n");
  await save();
  await vi.waitFor(() => expect(saved).toHaveBeenCalled());
  expect(sent[0]).toMatchObject({ is_enabled: true });
});
