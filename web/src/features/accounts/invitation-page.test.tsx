import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { session } from "../../api/session.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { InvitationPage } from "./invitation-page.tsx";

beforeEach(() => history.replaceState(null, "", "/invitation#token=one-time"));

it("takes who is invited into the team, with the password's fault told at the field", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post("*/api/v1/invitations/lookup", () =>
      HttpResponse.json({ email: "lee@example.com", role: "viewer" }),
    ),
    http.post("*/api/v1/invitations/accept", async ({ request }) => {
      const body = (await request.json()) as { password: string };
      sent.push(body);
      if (body.password === "passwordpassword") {
        const errors = [{ field: "password", detail: "This is easily guessed." }];
        return HttpResponse.json(sampleProblem(422, "The password is weak.", { errors }), {
          status: 422,
        });
      }
      const user = { id: "u5", email: "lee@example.com", name: "Lee", role: "viewer" };
      const signedIn = { user, capabilities: [] };
      const tokens = { access_token: "t", token_type: "Bearer", expires_in: 900, ...signedIn };
      return HttpResponse.json(tokens, { status: 201 });
    }),
  );
  const onDone = vi.fn();
  renderPage(<InvitationPage onDone={onDone} />);
  expect(await screen.findByDisplayValue("lee@example.com")).toHaveAttribute("readonly");
  expect(location.href).not.toContain("one-time");

  await userEvent.type(screen.getByLabelText("Your name"), "Lee");
  await userEvent.type(screen.getByLabelText("Password"), "short");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("Use at least 12 characters.")).toBeVisible();
  expect(sent).toEqual([]);

  await userEvent.clear(screen.getByLabelText("Password"));
  await userEvent.type(screen.getByLabelText("Password"), "passwordpassword");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  expect(await screen.findByText("This is easily guessed.")).toBeVisible();

  await userEvent.clear(screen.getByLabelText("Password"));
  await userEvent.type(screen.getByLabelText("Password"), "four unrelated words");
  await userEvent.click(screen.getByRole("button", { name: "Join" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(sent.at(-1)).toEqual({
    token: "one-time",
    name: "Lee",
    password: "four unrelated words",
  });
  expect(session.current()).toMatchObject({ phase: "signed-in", user: { name: "Lee" } });
});

it("says of a used link whom to ask", async () => {
  server.use(
    http.post("*/api/v1/invitations/lookup", () =>
      HttpResponse.json(sampleProblem(404, "No such invitation."), { status: 404 }),
    ),
  );
  renderPage(<InvitationPage onDone={() => {}} />);
  expect(await screen.findByText(/This invitation has expired, was already used/)).toBeVisible();
});
