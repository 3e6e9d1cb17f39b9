import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { Source, SourceStatus } from "./source-api.ts";
import { SourcePage } from "./source-page.tsx";
import {
  sampleDelivery,
  sampleLastMessage,
  sampleProviders,
  sampleSource,
} from "./source-samples.ts";

let source: Source;
let status: SourceStatus;

const json = (path: string, answer: () => object) =>
  http.get(`*/api/v1${path}`, () => HttpResponse.json(answer()));

beforeEach(() => {
  source = sampleSource();
  status = { last_message: null, last_delivery: null };
  server.use(
    json("/me", () => sampleMe({ capabilities: ["sources:read", "sources:write"] })),
    json("/providers", () => ({ data: sampleProviders(), next_cursor: null })),
    json("/onboarding", () => ({ public_url: "http://10.0.0.4:8080", is_https: false })),
    json("/sources/s1", () => source),
    json("/sources/s1/status", () => status),
    json("/sources/s1/deliveries", () => ({
      data: [sampleDelivery({ detail: "The secret differs." })],
      next_cursor: null,
    })),
  );
});

async function open() {
  const onDeleted = vi.fn();
  const { unmount } = renderRouted(<SourcePage id="s1" onDeleted={onDeleted} />);
  await screen.findByRole("heading", { name: "Connect" });
  return { onDeleted, unmount };
}

it("waits for the first message, and says whose number nobody sees yet when it came", async () => {
  await open();
  expect(await screen.findByText("Waiting for the first message…")).toBeVisible();
  expect(screen.getByDisplayValue(/webhooks\/marketing/)).toBeVisible();
  status = { last_message: sampleLastMessage(), last_delivery: null };
  expect(
    await screen.findByText("The first message arrived", undefined, { timeout: 4000 }),
  ).toBeVisible();
  expect(screen.getByText(/only owners and managers see this number/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Choose viewers" })).toHaveAttribute(
    "href",
    "/numbers/n1",
  );
});

it("says what is wrong with what arrived, and how to mend it", async () => {
  status = { last_message: null, last_delivery: sampleDelivery() };
  await open();
  const panel = await screen.findByRole("region", { name: "Arrivals" });
  expect(within(panel).getByText("The signature does not match.")).toBeVisible();
  expect(within(panel).getByText(/The secrets probably differ\. Compare this one/)).toBeVisible();
});

it("warns of an address that a provider can’t reach, and of one that is not encrypted", async () => {
  source = sampleSource({ webhook_url: "http://10.0.0.4:8080/webhooks/marketing" });
  const { unmount } = await open();
  expect(await screen.findByText(/can’t reach 10\.0\.0\.4/)).toBeVisible();
  unmount();
  source = sampleSource({ webhook_url: "http://codes.example.com/webhooks/marketing" });
  await open();
  expect(await screen.findByText(/begins with http,/)).toBeVisible();
});

it("makes a signed command to copy", async () => {
  server.use(
    http.post("*/api/v1/sources/s1/example", () =>
      HttpResponse.json({
        method: "POST",
        url: source.webhook_url,
        headers: [{ name: "X-Jolt-Signature", value: "t=1,v1=ab" }],
        body: "{}",
      }),
    ),
  );
  await open();
  await userEvent.click(
    await screen.findByText("Send a demo message yourself, without the provider"),
  );
  await userEvent.click(await screen.findByRole("button", { name: "Generate command" }));
  const command = await screen.findByLabelText("Command");
  expect(command).toHaveDisplayValue(/--header 'X-Jolt-Signature: t=1,v1=ab'/);
  expect(screen.getByText(/valid for 5 minutes/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Generate new command" })).toBeVisible();
});

it("folds the way to connect once messages arrive", async () => {
  status = { last_message: sampleLastMessage(), last_delivery: null };
  await open();
  expect(screen.getByRole("button", { name: "Show how" })).toHaveAttribute(
    "aria-expanded",
    "false",
  );
  expect(screen.queryByLabelText("Address of the webhook")).toBeNull();
});

it("changes the secret, and says until when the old one works", async () => {
  server.use(
    http.post("*/api/v1/sources/s1/rotate", async ({ request }) => {
      const { secret } = (await request.json()) as { secret?: string };
      source = sampleSource({ old_secret_ends_at: new Date(Date.now() + 9e7).toISOString() });
      return HttpResponse.json({
        source,
        webhook_url: source.webhook_url,
        secret: secret ? null : "made-here",
      });
    }),
  );
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Change secret" }));
  await userEvent.click(await screen.findByRole("radio", { name: "Generate secret here" }));
  await userEvent.click(await screen.findByRole("button", { name: "Make a secret" }));
  const dialog = await screen.findByRole("dialog", { name: "The secret is changed" });
  expect(within(dialog).getByDisplayValue("made-here")).toBeVisible();
  expect(within(dialog).getByText(/The old secret works until/)).toBeVisible();
});

it("leaves to its setting what a setting owns", async () => {
  source = sampleSource({ managed_by: "JOLTSMS_WEBHOOK_SECRET" });
  await open();
  expect(screen.getByText(/This secret is set by JOLTSMS_WEBHOOK_SECRET/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Change secret" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Enter the secret" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Delete source" })).toBeNull();
});

it("lists what did not become a message, and deletes only after asking", async () => {
  let deleted = false;
  server.use(
    http.delete("*/api/v1/sources/s1", () => {
      deleted = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { onDeleted } = await open();
  expect(await screen.findByText("The secret differs.")).toBeVisible();
  expect(screen.getByText("Wrong signature")).toBeVisible();
  await userEvent.click(await screen.findByRole("button", { name: "Delete source" }));
  expect(deleted).toBe(false);
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  await vi.waitFor(() => expect(onDeleted).toHaveBeenCalled());
});

it("offers no change to those who may only see", async () => {
  server.use(json("/me", () => sampleMe({ capabilities: ["sources:read"] })));
  await open();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.queryByText("Send a demo message yourself, without the provider")).toBeNull();
});

it("leads to the documentation of a provider that has one", async () => {
  const { unmount } = await open();
  const link = await screen.findByRole("link", { name: "Documentation of JoltSMS" });
  expect(link).toHaveAttribute("href", "https://joltsms.com/developers/webhooks");
  unmount();
  source = sampleSource({ provider: "receivesms" });
  await open();
  expect(screen.queryByRole("link", { name: /^Documentation/ })).toBeNull();
});

it("begins with the provider’s usual way to sign where a source is to have its own", async () => {
  source = sampleSource({ provider: "sealroute" });
  await open();
  await userEvent.click(await screen.findByRole("button", { name: "Change signing scheme" }));
  expect(screen.getByLabelText("Header with the signature")).toHaveValue("authorization");
  expect(screen.getByLabelText("Before the signature")).toHaveValue("Bearer ");
  expect(screen.getByLabelText("Algorithm")).toHaveDisplayValue(
    /the header holds the secret itself/,
  );
  expect(screen.queryByLabelText("What is signed")).toBeNull();
});

it("says of codes that are sent on where they are listed, and has no example that costs", async () => {
  source = sampleSource({ provider: "sealroute" });
  await open();
  const panel = await screen.findByRole("region", { name: "Arrivals" });
  expect(within(panel).getByRole("link", { name: "See what was sent" })).toHaveAttribute(
    "href",
    "/sends?kind=relay",
  );
  expect(screen.queryByText("Send a demo message yourself, without the provider")).toBeNull();
});
