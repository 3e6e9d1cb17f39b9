import { expect, it } from "vitest";
import { sampleDelivery, sampleLastMessage } from "./source-samples.ts";
import { waitingState } from "./waiting-state.ts";

const earlier = "01890000-0000-7000-8000-000000000001";
const later = "01890000-0001-7000-8000-000000000001";

it("waits while nothing came", () => {
  expect(waitingState({ last_message: null, last_delivery: null }).kind).toBe("waiting");
});

it("says what was wrong with what came after the last message", () => {
  const last_message = sampleLastMessage({ id: earlier });
  const last_delivery = sampleDelivery({ id: later });
  expect(waitingState({ last_message, last_delivery }).kind).toBe("trouble");
});

it("forgets what was wrong once a message came, though the provider dates it earlier", () => {
  const last_message = sampleLastMessage({ id: later, received_at: "2026-03-10T11:00:00Z" });
  const last_delivery = sampleDelivery({ id: earlier, received_at: "2026-03-10T11:30:00Z" });
  expect(waitingState({ last_message, last_delivery }).kind).toBe("arrived");
});

it("goes on waiting after a delivery that was only noted", () => {
  const last_delivery = sampleDelivery({ outcome: "noted", reason: null });
  expect(waitingState({ last_message: null, last_delivery }).kind).toBe("noted");
});
