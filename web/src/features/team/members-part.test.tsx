import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleMember, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { MembersPart } from "./members-part.tsx";

const ann = sampleMember({ id: "u1", name: "Ann", role: "owner", has_second_factor: true });

beforeEach(() =>
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/users", () =>
      HttpResponse.json({ data: [ann, sampleMember()], next_cursor: null }),
    ),
  ),
);

it("says at the member why a role can't be changed", async () => {
  server.use(
    http.patch("*/api/v1/users/u1", () =>
      HttpResponse.json(sampleProblem(409, "The team needs an Owner."), { status: 409 }),
    ),
  );
  renderPage(<MembersPart count={2} limit={5} />);
  expect(screen.getByRole("heading", { name: "Members: 2 of 5" })).toBeVisible();
  await userEvent.selectOptions(await screen.findByLabelText("Role of Ann"), "viewer");
  const row = screen.getByRole("row", { name: /Ann/ });
  expect(await within(row).findByRole("alert")).toHaveTextContent("The team needs an Owner.");
});

it("does not offer to remove or disable oneself", async () => {
  renderPage(<MembersPart />);
  await userEvent.click(await screen.findByRole("button", { name: "More for Ann" }));
  expect(await screen.findByRole("menuitem", { name: "Password reset link" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "Remove from the team" })).toBeNull();
});

it("asks before it removes a member", async () => {
  let removed = false;
  server.use(
    http.delete("*/api/v1/users/u2", () => {
      removed = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(<MembersPart />);
  await userEvent.click(await screen.findByRole("button", { name: "More for Vic Stone" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove from the team" }));
  const dialog = await screen.findByRole("dialog", { name: "Remove Vic Stone from the team?" });
  expect(removed).toBe(false);
  await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
  await screen.findByRole("button", { name: "More for Vic Stone" });
  expect(removed).toBe(true);
  expect(screen.queryByRole("dialog")).toBeNull();
});
