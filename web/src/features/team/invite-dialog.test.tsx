import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleTeam } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { InviteDialog } from "./invite-dialog.tsx";

it("shows the link, and says whether it went by e-mail", async () => {
  let sent: unknown;
  server.use(
    http.get("*/api/v1/team", () => HttpResponse.json(sampleTeam())),
    http.get("*/api/v1/numbers", () => HttpResponse.json({ data: [], next_cursor: null })),
    http.post("*/api/v1/invitations", async ({ request }) => {
      sent = await request.json();
      const invitation = {
        id: "i1",
        email: "lee@example.com",
        role: "manager",
        invited_by: null,
        created_at: "2026-03-10T12:00:00Z",
        expires_at: "2026-03-17T12:00:00Z",
        emailed_at: null,
        is_expired: false,
        numbers: [],
      };
      const url = "https://codes.example.com/invitation#token=abc";
      return HttpResponse.json({ invitation, url }, { status: 201 });
    }),
  );
  renderPage(<InviteDialog onClose={() => {}} />);
  await userEvent.type(screen.getByLabelText("E-mail"), "lee@example.com");
  await userEvent.selectOptions(screen.getByLabelText("Role"), "manager");
  await userEvent.click(screen.getByRole("button", { name: "Invite" }));
  expect(await screen.findByLabelText("Invitation link")).toHaveValue(
    "https://codes.example.com/invitation#token=abc",
  );
  expect(screen.getByText(/not sent by e-mail/)).toBeVisible();
  expect(sent).toEqual({ email: "lee@example.com", role: "manager", number_ids: [] });
});
