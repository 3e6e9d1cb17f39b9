import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import type { Channel } from "../../api/client.ts";
import type { Capability } from "../../api/use-capability.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { Rule } from "./rule-api.ts";
import { sampleChannel, sampleConditions, sampleRule, sampleTrial } from "./rule-samples.ts";
import { RulesPage } from "./rules-page.tsx";

let rules: Rule[];
let channels: Channel[];
let capabilities: Capability[];
let sent: { path: string; body: unknown }[];

beforeEach(() => {
  rules = [];
  channels = [sampleChannel()];
  capabilities = ["channels:read", "channels:write"];
  sent = [];
  const take = async (request: Request) => {
    const { pathname } = new URL(request.url);
    const body = await request.json();
    sent.push({ path: `${request.method} ${pathname.replace("/api/v1", "")}`, body });
    return body;
  };
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/channels", () => HttpResponse.json({ data: channels, next_cursor: null })),
    http.get("*/api/v1/messages", () => HttpResponse.json({ data: [], next_cursor: null })),
    http.get("*/api/v1/rules", () => HttpResponse.json({ data: rules, next_cursor: null })),
    http.put("*/api/v1/rules/order", async ({ request }) => {
      const { ids } = (await take(request)) as { ids: string[] };
      const named = ids.flatMap((id) => rules.find((rule) => rule.id === id) ?? []);
      rules = [...named, ...rules.filter(({ id }) => !ids.includes(id))];
      return HttpResponse.json({ data: rules, next_cursor: null });
    }),
    http.patch("*/api/v1/rules/:id", async ({ request, params }) => {
      const change = (await take(request)) as Partial<Rule>;
      rules = rules.map((rule) => (rule.id === params.id ? { ...rule, ...change } : rule));
      return HttpResponse.json(rules.find(({ id }) => id === params.id));
    }),
    http.delete("*/api/v1/rules/:id", ({ params }) => {
      rules = rules.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post("*/api/v1/rules/dry-run", async ({ request }) => {
      await take(request);
      return HttpResponse.json(sampleTrial());
    }),
  );
});

const renderPage = () =>
  renderRouted(<RulesPage tabs={<nav>Tabs</nav>} numbers={[sampleNumber()]} />);

const list = (name: string) => screen.findByRole("list", { name });
const names = (element: HTMLElement) =>
  [...element.querySelectorAll("[data-row]")].map((row) => row.getAttribute("data-row"));

it("shows each list with what its rules do", async () => {
  channels = [sampleChannel(), sampleChannel({ id: "c2", name: "Old", disabled_reason: "gone" })];
  rules = [
    sampleRule({ stop: true, channel_ids: ["c1", "c2", "c9"] }),
    sampleRule({ id: "r2", name: "Own", number_id: "n1", is_enabled: false }),
    sampleRule({
      id: "r3",
      event: "notice",
      name: "Trouble",
      conditions: sampleConditions({ notice_kinds: ["channel.gone"] }),
      channel_ids: [],
      set_by: null,
    }),
  ];
  renderPage();
  const all = await list("For all numbers");
  expect(all).toHaveTextContent("1Codes to Ops chatstop hereIf it has a code");
  expect(all).toHaveTextContent("Last set by Ann");
  await waitFor(() => expect(all).toHaveTextContent("Ops chatOldswitched offRemoved channel"));
  expect(await list("Only for Ops phone")).toHaveTextContent("Ownoff");
  expect(screen.getByText(/All of these rules are switched off/)).toBeVisible();
  expect(await list("Notices")).toHaveTextContent(
    "If a channel’s receiver is goneTo no channelSet by somebody who has left",
  );
});

it("moves a rule by sending its whole list, and keeps the focus on it", async () => {
  rules = [
    sampleRule(),
    sampleRule({ id: "r2", name: "Second" }),
    sampleRule({ id: "r3", name: "Third" }),
    sampleRule({ id: "r4", name: "Own", number_id: "n1" }),
  ];
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Move Third up" }));
  await waitFor(async () =>
    expect(names(await list("For all numbers"))).toEqual(["r1", "r3", "r2"]),
  );
  expect(screen.getByRole("button", { name: "Move Third up" })).toHaveFocus();
  expect(await screen.findByText("Third is now rule 2 of 3.")).toBeInTheDocument();

  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("Third is now rule 1 of 3.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Move Third up" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(sent).toEqual([
    { path: "PUT /rules/order", body: { ids: ["r1", "r3", "r2"] } },
    { path: "PUT /rules/order", body: { ids: ["r3", "r1", "r2"] } },
  ]);
});

it("puts the order back that the server did not take", async () => {
  rules = [sampleRule(), sampleRule({ id: "r2", name: "Second" })];
  server.use(
    http.put("*/api/v1/rules/order", () =>
      HttpResponse.json(sampleProblem(422, "ids must name all rules of one list, each once."), {
        status: 422,
      }),
    ),
  );
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Move Second up" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/could not be changed.*each once/);
  await waitFor(async () => expect(names(await list("For all numbers"))).toEqual(["r1", "r2"]));
});

it("switches a rule off, and says why it could not", async () => {
  rules = [sampleRule()];
  renderPage();
  const toggle = await screen.findByRole("switch", { name: "Codes to Ops chat is switched on" });
  await userEvent.click(toggle);
  await waitFor(() =>
    expect(sent).toEqual([{ path: "PATCH /rules/r1", body: { is_enabled: false } }]),
  );
  await waitFor(() => expect(toggle).not.toBeChecked());

  server.use(
    http.patch("*/api/v1/rules/r1", () =>
      HttpResponse.json(sampleProblem(404, "No such rule."), { status: 404 }),
    ),
  );
  await userEvent.click(toggle);
  expect(await screen.findByText("No such rule.")).toBeVisible();
  expect(toggle).not.toBeChecked();
});

it("deletes a rule when that is confirmed", async () => {
  rules = [sampleRule(), sampleRule({ id: "r2", name: "Second" })];
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Delete the rule Second" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The rule is deleted.")).toBeInTheDocument();
  await waitFor(async () => expect(names(await list("For all numbers"))).toEqual(["r1"]));
  await waitFor(() => expect(screen.getByRole("button", { name: "Add rule" })).toHaveFocus());
});

it("offers to forward all codes where there is no rule", async () => {
  channels = [sampleChannel(), sampleChannel({ id: "c2", name: "Mail" })];
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Forward all codes" }));
  const form = within(screen.getByRole("dialog", { name: "Add rule" }));
  expect(form.getByLabelText("Code")).toHaveDisplayValue("Only with a code");
  expect(form.getByRole("checkbox", { name: "Ops chat" })).toBeChecked();
  expect(form.getByRole("checkbox", { name: "Mail" })).toBeChecked();
  expect(form.getByLabelText("Name")).toHaveValue("Codes to Ops chat, Mail");
});

it("leads to the channels first where there is none", async () => {
  channels = [];
  renderPage();
  expect(await screen.findByRole("link", { name: "Add channel" })).toHaveAttribute(
    "href",
    "/forwarding",
  );
  expect(screen.queryByRole("button", { name: "Forward all codes" })).toBeNull();
});

it("tries the rules as they are", async () => {
  rules = [sampleRule()];
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Test rules" }));
  const trial = within(screen.getByRole("dialog", { name: "Test rules" }));
  expect(await trial.findByText(/12 of the last 100 messages match a rule/)).toBeVisible();
  expect(sent).toEqual([{ path: "POST /rules/dry-run", body: {} }]);
});

it("offers nothing to somebody who may only read", async () => {
  capabilities = ["channels:read"];
  rules = [sampleRule(), sampleRule({ id: "r2", name: "Second", is_enabled: false })];
  renderPage();
  expect(await list("For all numbers")).toHaveTextContent("Secondoff");
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(screen.queryAllByRole("switch")).toEqual([]);
});

it("says that the rules could not be loaded, and tries again", async () => {
  server.use(http.get("*/api/v1/rules", () => HttpResponse.error(), { once: true }));
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Nothing is forwarded yet")).toBeVisible();
});
