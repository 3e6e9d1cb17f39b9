import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleMessage, sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { Rule } from "./rule-api.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { sampleChannel, sampleConditions, sampleRule, sampleTrial } from "./rule-samples.ts";

let sent: { path: string; body: unknown }[];

beforeEach(() => {
  sent = [];
  const answer =
    (data: unknown) =>
    async ({ request }: { request: Request }) => {
      const { pathname } = new URL(request.url);
      sent.push({
        path: `${request.method} ${pathname.replace("/api/v1", "")}`,
        body: await request.json(),
      });
      return HttpResponse.json(data as object);
    };
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/messages", () =>
      HttpResponse.json({
        data: ["Stripe", null, "AWS", "Stripe"].map((service) => sampleMessage({ service })),
        next_cursor: null,
      }),
    ),
    http.post("*/api/v1/rules", answer(sampleRule())),
    http.patch("*/api/v1/rules/r1", answer(sampleRule())),
    http.post("*/api/v1/rules/dry-run", answer(sampleTrial())),
  );
});

const onClose = vi.fn();

function openDialog(rule?: Rule) {
  onClose.mockReset();
  renderRouted(
    <RuleDialog
      rule={rule}
      channels={[
        sampleChannel(),
        sampleChannel({ id: "c2", name: "Mail", disabled_reason: "gone" }),
      ]}
      numbers={[sampleNumber(), sampleNumber({ id: "n2", label: "Dev phone" })]}
      onClose={onClose}
    />,
  );
  return within(screen.getByRole("dialog"));
}

const save = () => userEvent.click(screen.getByRole("button", { name: "Save rule" }));
const tryIt = () => userEvent.click(screen.getByRole("button", { name: "Try it" }));

function refuse(field: string, detail: string) {
  const answer = () =>
    HttpResponse.json(sampleProblem(422, `${field}: ${detail}`, { errors: [{ field, detail }] }), {
      status: 422,
    });
  server.use(http.post("*/api/v1/rules", answer), http.post("*/api/v1/rules/dry-run", answer));
}

it("makes a rule for messages", async () => {
  const form = openDialog();
  expect(form.getByText(/With no channel, nothing is forwarded/)).toBeVisible();
  await userEvent.selectOptions(form.getByLabelText("Code"), "Only without a code");
  await userEvent.type(form.getByLabelText("Senders"), "Acme{Enter}+12025550143");
  await userEvent.type(form.getByLabelText("Services"), "Stripe");
  await userEvent.type(form.getByLabelText("Text pattern"), "pay");
  await userEvent.selectOptions(form.getByLabelText("Numbers"), "Some numbers");
  await userEvent.click(form.getByRole("checkbox", { name: "Dev phone" }));
  await userEvent.click(form.getByRole("checkbox", { name: "Mail, switched off" }));
  await userEvent.click(form.getByRole("switch", { name: /^Stop here/ }));
  await userEvent.click(form.getByRole("switch", { name: "Only in certain hours" }));
  await userEvent.click(form.getByRole("checkbox", { name: "Sat" }));
  await userEvent.type(form.getByLabelText("Time zone"), "Europe/Berlin");
  await save();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent).toEqual([
    {
      path: "POST /rules",
      body: {
        event: "message",
        number_id: null,
        name: "Messages without a code from Stripe, Acme and 1 more at Dev phone to Mail",
        is_enabled: true,
        conditions: {
          number_ids: ["n2"],
          senders: ["Acme", "+12025550143"],
          services: ["Stripe"],
          pattern: "pay",
          has_code: false,
          hours: {
            days: [1, 2, 3, 4, 5, 6],
            from: "09:00",
            until: "17:30",
            time_zone: "Europe/Berlin",
          },
          notice_kinds: [],
        },
        channel_ids: ["c2"],
        stop: true,
      },
    },
  ]);
});

it("makes a rule for notices, without what is of messages", async () => {
  const form = openDialog();
  await userEvent.type(form.getByLabelText("Services"), "Stripe");
  await userEvent.click(form.getByRole("radio", { name: "Notices" }));
  expect(form.queryByLabelText("Code")).toBeNull();
  expect(form.queryByRole("button", { name: "Try it" })).toBeNull();
  await userEvent.click(form.getByRole("checkbox", { name: "A channel fails" }));
  await userEvent.click(form.getByRole("checkbox", { name: "Ops chat" }));
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    event: "notice",
    number_id: null,
    name: "Notices to Ops chat",
    conditions: sampleConditions({ notice_kinds: ["channel.failing"] }),
  });
});

it("makes a rule of one number, which asks for no numbers", async () => {
  const form = openDialog();
  await userEvent.selectOptions(form.getByLabelText("Numbers"), "Some numbers");
  await userEvent.click(form.getByRole("checkbox", { name: "Dev phone" }));
  await userEvent.selectOptions(
    form.getByLabelText("Numbers"),
    "Only Ops phone, with its own rules",
  );
  expect(form.getByText(/A number with its own rules uses/)).toBeVisible();
  expect(form.queryByRole("group", { name: "Which numbers" })).toBeNull();
  await userEvent.clear(form.getByLabelText("Name"));
  await userEvent.type(form.getByLabelText("Name"), "Mine");
  await save();
  expect(await form.findByText("Choose a channel, or switch on “Stop here”.")).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.click(form.getByRole("switch", { name: /^Stop here/ }));
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    number_id: "n1",
    name: "Mine",
    conditions: { number_ids: [] },
  });
});

it("changes a rule, which stays in its list", async () => {
  const form = openDialog(sampleRule({ number_id: "n1" }));
  expect(form.getByText("This rule applies only to messages to Ops phone.")).toBeVisible();
  await userEvent.selectOptions(form.getByLabelText("Code"), "With or without a code");
  await save();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const body = {
    name: "Codes to Ops chat",
    is_enabled: true,
    conditions: sampleConditions(),
    channel_ids: ["c1"],
    stop: false,
  };
  expect(sent).toEqual([{ path: "PATCH /rules/r1", body }]);
});

it("says at the pattern what the server finds wrong with it, and keeps all that was typed", async () => {
  refuse("conditions.pattern", "is no pattern: unclosed group");
  const form = openDialog();
  await userEvent.type(form.getByLabelText("Text pattern"), "pay (");
  await tryIt();
  expect(await form.findByText("Is no pattern: unclosed group")).toBeVisible();
  expect(form.getByLabelText("Text pattern")).toHaveFocus();
  await userEvent.type(form.getByLabelText("Text pattern"), "x");
  expect(form.queryByText("Is no pattern: unclosed group")).toBeNull();
  await userEvent.click(form.getByRole("switch", { name: /^Stop here/ }));
  await save();
  expect(await form.findByText("Is no pattern: unclosed group")).toBeVisible();
  expect(form.getByLabelText("Text pattern")).toHaveValue("pay (x");
  expect(onClose).not.toHaveBeenCalled();
});

it("says at the channels that one is not there any more", async () => {
  refuse("channel_ids", "names a channel that is not there");
  const form = openDialog();
  await userEvent.click(form.getByRole("checkbox", { name: "Ops chat" }));
  await save();
  expect(await form.findByText("Names a channel that is not there")).toBeVisible();
  expect(form.getByRole("checkbox", { name: "Ops chat" })).toHaveFocus();
});

it("takes over a service of the latest codes as it is written", async () => {
  const form = openDialog();
  await userEvent.type(form.getByLabelText("Services"), "GitHub");
  await userEvent.click(await form.findByRole("button", { name: "Add AWS" }));
  expect(form.getByLabelText("Services")).toHaveValue("GitHub\nAWS\n");
  expect(form.queryByRole("button", { name: "Add AWS" })).toBeNull();
  expect(form.getAllByRole("button", { name: /^Add / })).toHaveLength(1);
});

it("asks for hours that are whole before it asks the server", async () => {
  const form = openDialog(
    sampleRule({
      conditions: sampleConditions({
        hours: { days: [1], from: "22:00", until: "06:00", time_zone: "UTC" },
      }),
    }),
  );
  expect(form.getByText(/end on the next day/)).toBeVisible();
  await userEvent.click(form.getByRole("checkbox", { name: "Mon" }));
  await userEvent.clear(form.getByLabelText("From"));
  await save();
  expect(form.getByText("Choose at least one day.")).toBeVisible();
  expect(form.getByText("Enter a time.")).toBeVisible();
  expect(sent).toEqual([]);
});

it("tries a draft in the place of the rule that it changes, as if it were on", async () => {
  const form = openDialog(sampleRule({ is_enabled: false }));
  await userEvent.type(form.getByLabelText("Services"), "Stripe");
  await tryIt();
  expect(await form.findByText(/12 of the last 100 messages match the rule/)).toHaveTextContent(
    "With all rules together 15 would be forwarded.",
  );
  expect(form.getByText("Tested as if the rule were switched on.")).toBeVisible();
  const [row] = within(form.getByRole("region", { name: "The messages" })).getAllByRole("listitem");
  expect(row).toHaveTextContent(/\+1 202 555 0199to Ops phoneStripecode.*matchesOps chat/);
  expect(sent).toEqual([
    {
      path: "POST /rules/dry-run",
      body: {
        rule: {
          event: "message",
          number_id: null,
          name: "Codes to Ops chat",
          is_enabled: true,
          conditions: sampleConditions({ has_code: true, services: ["Stripe"] }),
          channel_ids: ["c1"],
          stop: false,
        },
        replaces: "r1",
      },
    },
  ]);
  await userEvent.type(form.getByLabelText("Services"), "x");
  expect(form.queryByText(/The rule holds/)).toBeNull();
});

it("never takes no number at all for all numbers", async () => {
  const dialog = openDialog();
  await userEvent.selectOptions(dialog.getByLabelText("Numbers"), "Some numbers");
  await userEvent.click(dialog.getByRole("checkbox", { name: "Ops chat" }));
  await save();
  expect(dialog.getByText("Choose at least one number.")).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.click(dialog.getByRole("checkbox", { name: /Dev phone/ }));
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ conditions: { number_ids: ["n2"] } });
});

it("does not widen a rule whose last number is taken away", async () => {
  const conditions = sampleConditions({ number_ids: ["n2"] });
  const dialog = openDialog(sampleRule({ conditions }));
  await userEvent.click(dialog.getByRole("checkbox", { name: /Dev phone/ }));
  await save();
  expect(dialog.getByText("Choose at least one number.")).toBeVisible();
  expect(sent).toEqual([]);
});
