import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { AddChannelDialog } from "./add-channel-dialog.tsx";
import { answerKinds, sampleChannel } from "./channel-samples.ts";

const SECRET = "whsec_dGVzdA==";
let sent: Record<string, unknown>[];
const close = vi.fn();

beforeEach(() => {
  sent = [];
  close.mockClear();
  server.use(
    answerKinds,
    http.post("*/api/v1/channels", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      const isWebhook = (body.settings as { kind: string }).kind === "webhook";
      const secret = isWebhook ? SECRET : null;
      return HttpResponse.json({ channel: sampleChannel(), secret }, { status: 201 });
    }),
  );
});

async function choose(kind: string) {
  renderPage(<AddChannelDialog onClose={close} />);
  await userEvent.click(await screen.findByRole("button", { name: new RegExp(`^${kind}`) }));
  return within(screen.getByRole("dialog", { name: `Add channel: ${kind}` }));
}

type Entry = [label: string, text: string];

it.each<[kind: string, entries: Entry[], settings: object]>([
  [
    "Slack",
    [["Address of the webhook", "https://hooks.slack.com/services/T/B/x"]],
    { kind: "slack", url: "https://hooks.slack.com/services/T/B/x" },
  ],
  [
    "Discord",
    [["Address of the webhook", "https://discord.com/api/webhooks/1/x"]],
    { kind: "discord", url: "https://discord.com/api/webhooks/1/x" },
  ],
  [
    "Microsoft Teams",
    [["Address of the webhook", "https://teams.example.com/x"]],
    { kind: "teams", url: "https://teams.example.com/x" },
  ],
  [
    "E-mail",
    [["Addresses", "a@example.com{Enter}b@example.com"]],
    { kind: "email", to: ["a@example.com", "b@example.com"] },
  ],
  [
    "Telegram",
    [
      ["Token of the bot", "123:abc"],
      ["Chat", "@ops"],
    ],
    { kind: "telegram", token: "123:abc", chat_id: "@ops", server: "https://api.telegram.org" },
  ],
  [
    "ntfy",
    [
      ["Topic", "our-codes"],
      ["Address of the server", "https://n.example.com"],
    ],
    { kind: "ntfy", topic: "our-codes", token: null, server: "https://n.example.com" },
  ],
  [
    "Gotify",
    [
      ["Address of the server", "https://g.example.com"],
      ["Token of the application", "tok"],
    ],
    { kind: "gotify", server: "https://g.example.com", token: "tok" },
  ],
  [
    "Webhook",
    [["Address", "https://example.com/codes"]],
    { kind: "webhook", url: "https://example.com/codes" },
  ],
])("adds %s", async (kind, entries, settings) => {
  const form = await choose(kind);
  expect(form.getByLabelText("Name")).toHaveFocus();
  for (const [label, text] of entries) await userEvent.type(form.getByLabelText(label), text);
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  const isWebhook = kind === "Webhook";
  if (isWebhook) await screen.findByText("The channel is added");
  else await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
  expect(sent).toEqual([{ name: kind, is_thin: false, settings, retry_at_seconds: null }]);
  expect(screen.queryByLabelText("Signing secret") !== null).toBe(isWebhook);
});

it("sends what differs from the usual, and shows a webhook's secret with how to verify", async () => {
  const form = await choose("Webhook");
  await userEvent.clear(form.getByLabelText("Name"));
  await userEvent.type(form.getByLabelText("Name"), "Hook");
  await userEvent.type(form.getByLabelText("Address"), "https://example.com/codes");
  await userEvent.click(form.getByRole("switch", { name: /^Hide the code/ }));
  await userEvent.clear(form.getByLabelText("Seconds after the first attempt"));
  await userEvent.type(form.getByLabelText("Seconds after the first attempt"), "1, 2");
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  expect(await screen.findByLabelText("Signing secret")).toHaveValue(SECRET);
  expect(screen.getByText("webhook-signature")).toBeVisible();
  expect(sent).toEqual([
    {
      name: "Hook",
      is_thin: true,
      settings: { kind: "webhook", url: "https://example.com/codes" },
      retry_at_seconds: [1, 2],
    },
  ]);
  expect(close).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(close).toHaveBeenCalledOnce();
});

it("asks for what is missing before it asks the server", async () => {
  const form = await choose("Telegram");
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  expect(form.getByText("Enter a token.")).toBeVisible();
  expect(form.getByText("Enter a chat.")).toBeVisible();
  expect(form.getByLabelText("Token of the bot")).toHaveFocus();
  expect(sent).toEqual([]);
});

function refuse(field: string, detail: string) {
  const problem = sampleProblem(422, `${field}: ${detail}`, { errors: [{ field, detail }] });
  server.use(http.post("*/api/v1/channels", () => HttpResponse.json(problem, { status: 422 })));
}

it("says at the field what the server refuses, and loses nothing", async () => {
  refuse("settings.url", "is no webhook of Discord");
  const form = await choose("Discord");
  const address = form.getByLabelText("Address of the webhook");
  await userEvent.type(address, "https://discord.com/x");
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  expect(await form.findByText("Is no webhook of Discord")).toBeVisible();
  expect(address).toHaveFocus();
  expect(address).toHaveValue("https://discord.com/x");
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(address, "y");
  expect(screen.queryByText("Is no webhook of Discord")).toBeNull();
});

it("unfolds what is refused inside", async () => {
  refuse("settings.server", "must be a web address");
  const form = await choose("ntfy");
  await userEvent.type(form.getByLabelText("Topic"), "alerts");
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  const fault = await form.findByText("Must be a web address");
  expect(fault.closest("details")).toHaveAttribute("open");
});

it("says in the dialog what no field is to blame for", async () => {
  server.use(
    http.post("*/api/v1/channels", () =>
      HttpResponse.json(sampleProblem(403, "You may not."), { status: 403 }),
    ),
  );
  const form = await choose("Slack");
  await userEvent.type(form.getByLabelText("Address of the webhook"), "https://example.com");
  await userEvent.click(form.getByRole("button", { name: "Add channel" }));
  expect(await form.findByRole("alert")).toHaveTextContent("You may not.");
});
