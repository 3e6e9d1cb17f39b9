import { act, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { server } from "../../testing/server.ts";
import { sampleDelivery } from "./delivery-samples.ts";
import { MessageDeliveries } from "./message-deliveries.tsx";

const live = vi.hoisted(() => ({ hear: (_delivery: unknown) => {} }));
vi.mock("../../realtime/use-live.tsx", () => ({
  useAfterSilence: () => {},
  useLiveEvent: (_event: string, handle: (delivery: unknown) => void) => {
    live.hear = handle;
  },
}));

function answer(deliveries: ReturnType<typeof sampleDelivery>[]) {
  server.use(
    http.get("*/api/v1/deliveries", ({ request }) => {
      const asked = new URL(request.url).searchParams.get("message_id");
      const data = deliveries.filter(({ message_id }) => message_id === asked);
      return HttpResponse.json({ data, next_cursor: null });
    }),
  );
}

it("says of a message where it went, and of each way what became of it", async () => {
  const delivery = sampleDelivery();
  answer([delivery]);
  renderRouted(<MessageDeliveries id={delivery.message_id ?? ""} />);
  const part = await screen.findByRole("region", { name: "Forwarded" });
  expect(part).toHaveTextContent(delivery.channel.name);
  expect(screen.getByRole("link", { name: delivery.channel.name })).toHaveAttribute(
    "href",
    expect.stringContaining(delivery.id),
  );
});

it("shows what becomes of it while the message is open", async () => {
  const waiting = sampleDelivery({ status: "waiting", finished_at: null });
  const id = waiting.message_id ?? "";
  answer([waiting]);
  renderRouted(<MessageDeliveries id={id} />);
  const part = await screen.findByRole("region", { name: "Forwarded" });
  expect(part).toHaveTextContent("Waiting");
  const delivered = sampleDelivery();
  answer([delivered]);
  act(() => live.hear(delivered));
  expect(await screen.findByText("Delivered")).toBeVisible();
});
