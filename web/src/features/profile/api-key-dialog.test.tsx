import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleNumber } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { ApiKeyDialog } from "./api-key-dialog.tsx";
import { scopesAmong } from "./scope-words.ts";

beforeEach(() =>
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/numbers", () =>
      HttpResponse.json({ data: [sampleNumber()], next_cursor: null }),
    ),
  ),
);

it("begins with the first that its maker may do", () => {
  renderPage(<ApiKeyDialog scopes={scopesAmong(["audit:read"])} onClose={() => {}} />);
  expect(screen.getByLabelText("Read the audit log")).toBeChecked();
});

it("sends what was chosen, and shows the key once", async () => {
  let sent: unknown;
  server.use(
    http.post("*/api/v1/api-keys", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ api_key: { name: "Deploy" }, key: "cbk_secret" }, { status: 201 });
    }),
  );
  const scopes = scopesAmong(["messages:read", "messages:copy"]);
  renderPage(<ApiKeyDialog scopes={scopes} onClose={() => {}} />);
  expect(screen.queryByLabelText("Read the audit log")).toBeNull();

  await userEvent.type(screen.getByLabelText("Name"), "Deploy");
  await userEvent.click(screen.getByLabelText("Record that a code was copied"));
  await userEvent.click(await screen.findByLabelText("All numbers that I see"));
  await userEvent.click(screen.getByLabelText("Ops phone, +1 202 555 0143"));
  await userEvent.type(screen.getByLabelText("Only from these networks"), "203.0.113.0/24 ::1/128");
  await userEvent.click(screen.getByRole("button", { name: "Create key" }));

  expect(await screen.findByDisplayValue("cbk_secret")).toBeVisible();
  expect(sent).toEqual({
    name: "Deploy",
    scopes: ["messages:read", "messages:copy"],
    number_ids: ["n1"],
    networks: ["203.0.113.0/24", "::1/128"],
    expires_at: null,
  });
});
