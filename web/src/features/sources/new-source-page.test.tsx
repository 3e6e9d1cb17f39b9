import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { NewSourcePage } from "./new-source-page.tsx";
import { sampleProvider, sampleProviders, sampleSource } from "./source-samples.ts";

let sent: unknown;

beforeEach(() => {
  sent = undefined;
  server.use(
    http.get("*/api/v1/me", () =>
      HttpResponse.json(sampleMe({ capabilities: ["sources:read", "sources:write"] })),
    ),
    http.get("*/api/v1/providers", () =>
      HttpResponse.json({ data: sampleProviders(), next_cursor: null }),
    ),
    http.get("*/api/v1/sources", () => HttpResponse.json({ data: [], next_cursor: null })),
    http.post("*/api/v1/sources", async ({ request }) => {
      sent = await request.json();
      const source = sampleSource();
      return HttpResponse.json(
        { source, webhook_url: source.webhook_url, secret: null },
        { status: 201 },
      );
    }),
  );
});

async function choose(provider: RegExp) {
  const onOpen = vi.fn();
  renderRouted(<NewSourcePage onOpen={onOpen} />);
  await userEvent.click(await screen.findByRole("button", { name: provider }));
  return onOpen;
}

it("takes JoltSMS’s own secret, and opens the source that was made", async () => {
  const onOpen = await choose(/^JoltSMS/);
  expect(screen.getByText("Details").closest("li")).toHaveAttribute("aria-current", "step");
  expect(screen.getByRole("radio", { name: /^Enter it later/ })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: /^Paste/ }));
  await userEvent.click(screen.getByRole("button", { name: "Create source" }));
  expect(await screen.findByText("Enter the secret.")).toBeVisible();
  expect(screen.getByLabelText("Secret")).toHaveFocus();
  expect(sent).toBeUndefined();

  await userEvent.type(screen.getByLabelText("Secret"), " whsec_abc ");
  await userEvent.type(screen.getByLabelText("Default number (optional)"), "+1 202 555-0143");
  await userEvent.click(screen.getByRole("button", { name: "Create source" }));
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalledWith("s1"));
  expect(sent).toEqual({
    provider: "joltsms",
    name: "JoltSMS",
    secret: "whsec_abc",
    default_number: "+12025550143",
  });
});

it("lets the secret of ReceiveSMS.ink come later, since the address makes it there", async () => {
  const onOpen = await choose(/^ReceiveSMS/);
  expect(screen.getByRole("radio", { name: "Enter it later" })).toBeChecked();
  await userEvent.click(screen.getByRole("button", { name: "Create source" }));
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  expect(sent).toEqual({ provider: "receivesms", name: "ReceiveSMS.ink" });
});

it("asks no secret where the address is one", async () => {
  await choose(/^WebSMS Connexus/);
  expect(screen.queryByLabelText("Secret")).toBeNull();
  expect(screen.getByText(/Used when Connexus doesn’t say which number/)).toBeVisible();
});

it("sends how any other provider signs, from a well-known way", async () => {
  const onOpen = await choose(/^Any other provider/);
  await userEvent.type(screen.getByLabelText("Name"), "Own gateway");
  await userEvent.type(screen.getByLabelText("Secret"), "hush");
  await userEvent.selectOptions(screen.getByLabelText("Start from"), "stripe");
  const header = screen.getByLabelText("Header with the signature");
  await userEvent.clear(header);
  await userEvent.type(header, "X-Own");
  await userEvent.click(screen.getByRole("button", { name: "Create source" }));
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  expect(sent).toMatchObject({
    provider: "generic",
    scheme: {
      header: "X-Own",
      layout: { kind: "key_value", signature_key: "v1", timestamp_key: "t" },
      template: "{timestamp}.{body}",
    },
    fields: { from: "/from", text: "/text" },
  });
});

it("tells of a provider that is new on the server in the server’s own words", async () => {
  const known = sampleProvider("receivesms");
  const guide = { ...known.guide, secured_by: "Signs with a seal of wax." };
  const fresh = { ...known, id: "pigeon", name: "Pigeon Post", guide };
  server.use(
    http.get("*/api/v1/providers", () => HttpResponse.json({ data: [fresh], next_cursor: null })),
  );
  await choose(/^Pigeon Post/);
  expect(screen.getByText("Signs with a seal of wax.")).toBeVisible();
  expect(screen.getByRole("radio", { name: "Enter it later" })).toBeChecked();
});

it("shows at the field what the server refused", async () => {
  server.use(
    http.post("*/api/v1/sources", () =>
      HttpResponse.json(
        sampleProblem(422, "Look at the fields.", {
          errors: [
            { field: "scheme", detail: "template: must sign more" },
            { field: "default_number", detail: "must be a phone number" },
          ],
        }),
        { status: 422 },
      ),
    ),
  );
  await choose(/^Any other provider/);
  await userEvent.type(screen.getByLabelText("Name"), "Own gateway");
  await userEvent.type(screen.getByLabelText("Secret"), "hush");
  await userEvent.click(screen.getByRole("button", { name: "Create source" }));
  expect(await screen.findByText("must sign more")).toBeVisible();
  expect(screen.getByText("Must be a phone number")).toBeVisible();
});

it("finds the fields in an example", async () => {
  await choose(/^Any other provider/);
  const example = screen.getByLabelText("An example of a body");
  await userEvent.click(example);
  await userEvent.paste('{"from":"+15550100","sms":{"text":"hi"}}');
  expect(screen.getByText("In the example: +15550100")).toBeVisible();
  expect(screen.getAllByText("Not in the example").length).toBeGreaterThan(0);
});
