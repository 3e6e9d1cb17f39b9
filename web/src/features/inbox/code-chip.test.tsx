import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMessage } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { CodeChip } from "./code-chip.tsx";

const message = sampleMessage({ id: "m1" });

it("copies the bare code at one click, says so, and lets the team's record know", async () => {
  const told: string[] = [];
  server.use(
    http.post("*/api/v1/messages/:id/copied", ({ params }) => {
      told.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("*/api/v1/messages/read", () => new HttpResponse(null, { status: 204 })),
  );
  vi.stubGlobal("isSecureContext", true);
  const user = userEvent.setup();
  renderPage(<CodeChip message={message} code="482913" />);

  await user.click(screen.getByRole("button", { name: "Copy code 482913" }));
  expect(await screen.findByText("Copied")).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe("482913");
  expect(screen.getByRole("status")).toHaveTextContent("Copied the code 4 8 2, 9 1 3");
  await waitFor(() => expect(told).toEqual(["m1"]));
  vi.unstubAllGlobals();
});

it("owns up when the browser does not let it copy, and records nothing", async () => {
  vi.stubGlobal("isSecureContext", false);
  document.execCommand = () => false;
  const user = userEvent.setup();
  renderPage(<CodeChip message={message} code="482913" />);

  await user.click(screen.getByRole("button", { name: "Copy code 482913" }));
  expect(await screen.findByText("Couldn’t copy")).toBeVisible();
  vi.unstubAllGlobals();
});

it("says that a code has expired", () => {
  renderPage(
    <CodeChip message={{ ...message, code_expires_at: "2026-03-10T12:10:00Z" }} code="482913" />,
  );
  expect(screen.getByText("expired")).toBeVisible();
});
