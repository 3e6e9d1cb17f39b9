import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { GatewaysPage } from "./gateways-page.tsx";
import type { Gateway } from "./send-api.ts";
import { sampleGateway, sampleKind } from "./send-samples.ts";

vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: () => {},
  useAfterSilence: () => {},
}));

let gateways: Gateway[];
let mayWrite: boolean;
let sent: unknown[];

beforeEach(() => {
  gateways = [sampleGateway()];
  mayWrite = true;
  sent = [];
  server.use(
    http.get("*/api/v1/me", () => {
      const writes = mayWrite ? (["gateways:write"] as const) : [];
      return HttpResponse.json(sampleMe({ capabilities: ["otp", "sends", ...writes] }));
    }),
    http.get("*/api/v1/gateways", () => HttpResponse.json({ data: gateways, next_cursor: null })),
    http.get("*/api/v1/gateways/kinds", () =>
      HttpResponse.json({ data: [sampleKind()], next_cursor: null }),
    ),
    http.patch("*/api/v1/gateways/:id", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(sampleGateway());
    }),
  );
});

const renderPage = () => renderRouted(<GatewaysPage tabs={<p>Tabs</p>} />);
const card = async (name: string) => within(await screen.findByRole("listitem", { name }));
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

it("says of each gateway who is asked first, for which countries, and what it said last", async () => {
  const last = { at: "2026-03-10T12:00:00Z", answer: "no credit", answer_status: 402 };
  gateways = [
    sampleGateway({ id: "g0", name: "Off", is_enabled: false }),
    sampleGateway({
      countries: ["NZ", "FJ"],
      last: { ...last, result: "refused", detail: "answered 402" },
    }),
    sampleGateway({ id: "g2", name: "WebSMS", managed_by: "WEBSMS_CLIENT_ID" }),
  ];
  renderPage();
  const twilio = await card("Twilio NZ");
  expect(twilio.getByText("Tried first")).toBeVisible();
  expect(await twilio.findByText("Twilio · only for New Zealand and Fiji")).toBeVisible();
  expect(twilio.getByText(/^Didn’t accept the last SMS/)).toHaveTextContent("answered 402");
  expect(twilio.getByText("no credit")).toBeInTheDocument();
  expect((await card("Off")).queryByText("Tried first")).toBeNull();
  const managed = await card("WebSMS");
  expect(managed.getByText("Set by WEBSMS_CLIENT_ID")).toBeVisible();
  expect(managed.getByText("Not used yet.")).toBeVisible();
  expect(managed.queryByRole("button", { name: "Remove WebSMS" })).toBeNull();
});

it("keeps a secret that is not entered again", async () => {
  renderPage();
  await press("Edit Twilio NZ");
  const dialog = within(await screen.findByRole("dialog", { name: "Edit Twilio NZ" }));
  const secret = await dialog.findByLabelText("Auth token");
  expect(secret).toHaveValue("");
  expect(secret).toHaveAttribute("type", "password");
  await userEvent.clear(dialog.getByLabelText("Name"));
  await userEvent.type(dialog.getByLabelText("Name"), "Twilio");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const settings = { account_sid: "AC1", from: "+6421555010", server: "https://api.twilio.com" };
  expect(sent).toEqual([{ name: "Twilio", countries: [], settings }]);
});

it("leaves what the server’s settings say to them", async () => {
  gateways = [sampleGateway({ managed_by: "WEBSMS_CLIENT_ID" })];
  renderPage();
  await press("Edit Twilio NZ");
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText(/come from WEBSMS_CLIENT_ID on the server/)).toBeVisible();
  expect(dialog.queryByLabelText("Account SID")).toBeNull();
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ name: "Twilio NZ", countries: [] }]));
});

it("says at the field what the server refuses", async () => {
  const errors = [{ field: "settings.account_sid", detail: "must begin with AC" }];
  const problem = sampleProblem(422, "settings.account_sid: must begin with AC", { errors });
  server.use(http.post("*/api/v1/gateways", () => HttpResponse.json(problem, { status: 422 })));
  renderPage();
  await press("Add gateway");
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(await dialog.findByRole("button", { name: /^Twilio/ }));
  await userEvent.click(dialog.getByRole("button", { name: "Add gateway" }));
  expect(dialog.getByText("Required: Auth token.")).toBeVisible();
  for (const label of ["Account SID", "Auth token", "From"])
    await userEvent.type(dialog.getByLabelText(label), "x");
  await userEvent.click(dialog.getByRole("button", { name: "Add gateway" }));
  expect(await dialog.findByText("Must begin with AC")).toBeVisible();
  expect(dialog.getByLabelText("Account SID")).toHaveFocus();
});

it("lets a manager test a gateway, and do nothing else", async () => {
  mayWrite = false;
  renderPage();
  const twilio = await card("Twilio NZ");
  const buttons = await twilio.findAllByRole("button");
  expect(buttons.map((button) => button.textContent)).toEqual(["Test"]);
  expect(screen.queryByRole("button", { name: "Add gateway" })).toBeNull();
});

it("tells a manager whom to ask while there is none", async () => {
  mayWrite = false;
  gateways = [];
  renderPage();
  expect(await screen.findByText(/^Ask an Owner to set one up/)).toBeVisible();
});
