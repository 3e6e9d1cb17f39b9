import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { server } from "../../testing/server.ts";
import { CodeCheck } from "./code-check.tsx";
import { NO_CODE } from "./code-draft.ts";
import type { SentCode } from "./send-api.ts";
import { sampleSend } from "./send-samples.ts";

vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: () => {},
  useAfterSilence: () => {},
}));

const onSent = vi.fn();
let guesses: unknown[];

beforeEach(() => {
  onSent.mockClear();
  guesses = [];
  server.use(
    http.get("*/api/v1/otp/:id", () =>
      HttpResponse.json({ ...sampleSend({ status: "delivered" }), events: [] }),
    ),
    http.post("*/api/v1/otp/verify", async ({ request }) => {
      const guess = (await request.json()) as { code: string };
      guesses.push(guess);
      return HttpResponse.json({ verified: guess.code === "482913" });
    }),
    http.post("*/api/v1/otp/send", () => HttpResponse.json(sentCode(60), { status: 202 })),
  );
});

function sentCode(seconds: number): SentCode {
  const at = new Date(Date.now() + seconds * 1000).toISOString();
  const { id, to } = sampleSend();
  return { id, to, status: "accepted", expires_at: at, resend_after: at };
}

function renderCheck(secondsToWait: number) {
  const draft = { ...NO_CODE, to: "+6421555010", company: "Acme" };
  const nothing = () => {};
  renderPage(
    <CodeCheck
      sent={sentCode(secondsToWait)}
      draft={draft}
      onSent={onSent}
      onBack={nothing}
      onClose={nothing}
    />,
  );
}

it("says whether the typed code is the right one", async () => {
  renderCheck(60);
  expect(await screen.findByText("Delivered")).toBeVisible();
  const field = screen.getByLabelText("Code you received");
  expect(field).toHaveFocus();
  await userEvent.type(field, "111111{Enter}");
  expect(await screen.findByText(/^Wrong or expired code/)).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, "482913{Enter}");
  expect(await screen.findByText(/^Correct code\. You can’t use this code/)).toBeVisible();
  expect(guesses).toEqual(["111111", "482913"].map((code) => ({ id: sampleSend().id, code })));
});

it("sends another only when that may be", async () => {
  renderCheck(60);
  const button = screen.getByRole("button", { name: /^Send another in (1:00|0:59)$/ });
  await userEvent.click(button);
  expect(button).toHaveAttribute("aria-disabled", "true");
  expect(onSent).not.toHaveBeenCalled();
});

it("sends another once the time is over", async () => {
  renderCheck(-1);
  await userEvent.click(screen.getByRole("button", { name: "Send another" }));
  await vi.waitFor(() => expect(onSent).toHaveBeenCalledOnce());
});
