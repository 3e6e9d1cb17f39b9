import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMember, sampleNumber, sampleTeam } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { AddToNumbersDialog } from "./add-to-numbers-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

const bank = sampleNumber({ id: "n1", label: "Bank", access: "restricted" });
const shop = sampleNumber({ id: "n2", label: "Shop", access: "team" });
const desk = sampleNumber({ id: "n3", label: "Desk", access: "new" });

const answerNumbers = (data: object[]) =>
  server.use(http.get("*/api/v1/numbers", () => HttpResponse.json({ data, next_cursor: null })));

beforeEach(() => {
  answerNumbers([bank, shop, desk]);
  server.use(http.get("*/api/v1/team", () => HttpResponse.json(sampleTeam())));
});

it("offers those that the role doesn't read anyway, and says how many it does", async () => {
  renderRouted(<InviteDialog onClose={() => {}} />);
  const own = await screen.findByRole("group", { name: "Also these numbers" });
  const offered = () =>
    within(own)
      .getAllByRole("checkbox")
      .map((box) => box.parentElement);
  expect(offered().map((label) => label?.textContent)).toEqual(["Bank", "Desk"]);
  expect(screen.getByText(/They also read what is open to the whole team: Shop\./)).toBeVisible();

  await userEvent.selectOptions(screen.getByLabelText("Role"), "manager");
  expect(offered().map((label) => label?.textContent)).toEqual(["Bank"]);
  await userEvent.selectOptions(screen.getByLabelText("Role"), "owner");
  expect(screen.queryByRole("group", { name: "Also these numbers" })).toBeNull();
});

it("says that there is nothing to choose where all numbers are open to the team", async () => {
  answerNumbers([shop, { ...desk, access: "team" }]);
  renderRouted(<InviteDialog onClose={() => {}} />);
  expect(await screen.findByText(/so they will read: Desk, Shop\./)).toBeVisible();
  expect(screen.queryByRole("group", { name: "Also these numbers" })).toBeNull();
});

it("has the number ticked that somebody is invited for, even where it is open to all", async () => {
  renderRouted(<InviteDialog numberId="n2" onClose={() => {}} />);
  expect(await screen.findByRole("checkbox", { name: "Shop" })).toBeChecked();
});

it("adds a member to several numbers as what they are in the team", async () => {
  const granted: unknown[] = [];
  server.use(
    http.put("*/api/v1/numbers/:id/members/:user", async ({ request, params }) => {
      granted.push([params.id, params.user, await request.json()]);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const manager = sampleMember({ role: "manager" });
  answerNumbers([bank, { ...bank, id: "n4", label: "Mail" }, shop]);
  const closed = new Promise<void>((onClose) => {
    renderRouted(<AddToNumbersDialog member={manager} onClose={onClose} />);
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Bank" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Mail" }));
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  await closed;
  expect(granted).toEqual([
    ["n1", "u2", { role: "manager" }],
    ["n4", "u2", { role: "manager" }],
  ]);
});
