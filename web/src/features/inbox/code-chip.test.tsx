import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../../api/client.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleMessage } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { CodeChip } from "./code-chip.tsx";
import { useCopyCode } from "./use-copy-code.ts";

const message = sampleMessage({ id: "m1" });
const at = (msAgo: number) => new Date(Date.now() - msAgo).toISOString();

function Chip({ about = {} }: { about?: Partial<Message> }) {
  return <CodeChip message={{ ...message, ...about }} code="482913" onCopy={useCopyCode()} />;
}

/** What the team hears of, in its order. */
function listen() {
  const told: string[] = [];
  const hear = (act: string) => () => {
    told.push(act);
    return new HttpResponse(null, { status: 204 });
  };
  server.use(
    http.get("*/api/v1/me", () =>
      HttpResponse.json(sampleMe({ capabilities: ["messages:copy", "messages:claim"] })),
    ),
    http.post("*/api/v1/messages/m1/copied", hear("copied")),
    http.post("*/api/v1/messages/read", hear("read")),
    http.post("*/api/v1/messages/m1/claim", () => {
      told.push("claimed");
      return HttpResponse.json(message);
    }),
  );
  return told;
}

beforeEach(() => vi.stubGlobal("isSecureContext", true));
afterEach(() => vi.unstubAllGlobals());

it("copies the bare code at one click, says so, and lets the team know that it is in use", async () => {
  const told = listen();
  const user = userEvent.setup();
  renderPage(<Chip />);

  await user.click(screen.getByRole("button", { name: "Copy code 482913" }));
  expect(await screen.findByText("Copied")).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe("482913");
  expect(screen.getByRole("status")).toHaveTextContent("Copied the code 4 8 2, 9 1 3");
  await waitFor(() => expect(told.toSorted()).toEqual(["claimed", "copied", "read"]));
  expect(told.indexOf("claimed")).toBeGreaterThan(told.indexOf("copied"));
});

it("copies a code that somebody else is using, but says so and leaves it theirs", async () => {
  const told = listen();
  const user = userEvent.setup();
  renderPage(
    <Chip about={{ read: true, claimed_by: { id: "u2", name: "Ana" }, claimed_at: at(60_000) }} />,
  );

  await user.click(screen.getByRole("button", { name: "Copy code 482913" }));
  expect(await screen.findByText("Ana is using it")).toBeVisible();
  await waitFor(() => expect(told).toEqual(["copied"]));
  await new Promise((done) => setTimeout(done, 20));
  expect(told).toEqual(["copied"]);
});

it("owns up when the browser does not let it copy, and records nothing", async () => {
  const told = listen();
  vi.stubGlobal("isSecureContext", false);
  document.execCommand = () => false;
  const user = userEvent.setup();
  renderPage(<Chip />);

  await user.click(screen.getByRole("button", { name: "Copy code 482913" }));
  expect(await screen.findByText("Couldn’t copy")).toBeVisible();
  expect(told).toEqual([]);
});

it("says that a code has expired", () => {
  listen();
  renderPage(<Chip about={{ id: "m4", code_expires_at: "2026-03-10T12:10:00Z" }} />);
  expect(screen.getByText("expired")).toBeVisible();
});
