import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Capability } from "../../api/use-capability.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { Gateway, Send } from "./send-api.ts";
import { sampleEvent, sampleGateway, sampleSend } from "./send-samples.ts";
import { SendsPage } from "./sends-page.tsx";
import type { SendsSearch } from "./sends-search.ts";

vi.mock("../../realtime/use-live.tsx", () => ({
  useLiveEvent: () => {},
  useAfterSilence: () => {},
}));

let capabilities: Capability[];
let gateways: Gateway[];
let sends: Send[];
let asked: URLSearchParams;
const onSearch = vi.fn();

beforeEach(() => {
  capabilities = ["otp", "sends"];
  gateways = [];
  sends = [];
  onSearch.mockClear();
  const page = (data: unknown[]) => HttpResponse.json({ data, next_cursor: null });
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/gateways", () => page(gateways)),
    http.get("*/api/v1/otp/figures", () => page([])),
    http.get("*/api/v1/otp", ({ request }) => {
      asked = new URL(request.url).searchParams;
      return page(sends);
    }),
    http.get("*/api/v1/otp/:id", () =>
      HttpResponse.json({
        ...sampleSend({ status: "delivered", verified_at: "2026-03-10T12:00:09Z" }),
        events: [
          sampleEvent({ gateway: "Twilio", result: "refused", detail: "no credit" }),
          sampleEvent(),
        ],
      }),
    ),
  );
});

const renderSends = (search: SendsSearch = {}) =>
  renderRouted(<SendsPage tabs={<p>Tabs</p>} search={search} onSearch={onSearch} />);

it("tells a manager whom to ask while there is no gateway", async () => {
  renderSends();
  expect(await screen.findByText(/Gateways send SMS\. Ask an Owner to/)).toBeVisible();
  expect(screen.queryByRole("link", { name: "Set up a gateway" })).toBeNull();
});

it("offers an owner to set up the first gateway", async () => {
  capabilities = ["otp", "sends", "gateways:write"];
  renderSends();
  const link = await screen.findByRole("link", { name: "Set up a gateway" });
  expect(link).toHaveAttribute("href", "/sends/gateways");
  expect(screen.queryByRole("button", { name: "Send test code" })).toBeNull();
});

it("says of each send what became of it, for whom and over what", async () => {
  gateways = [sampleGateway()];
  sends = [
    sampleSend({ status: "delivered", verified_at: "2026-03-10T12:00:09Z" }),
    sampleSend({ id: "s2", kind: "test", company: null, status: "refused", gateway: null }),
  ];
  renderSends();
  const list = await screen.findByRole("list", { name: "Sends, newest first" });
  const [first, second] = within(list).getAllByRole("listitem");
  expect(first).toHaveTextContent("Deliveredverified");
  expect(first).toHaveTextContent("New ZealandCode in the name of Acme Bankvia WebSMS · by Ann");
  expect(second).toHaveTextContent(/^Not sent/);
  const details = within(list).getAllByRole("button", { name: /^Details: Code to/ });
  await userEvent.click(details[0] as HTMLElement);
  expect(onSearch).toHaveBeenCalledWith({ send: sends[0]?.id });
});

it("asks the server for what the filters say, and clears them", async () => {
  gateways = [sampleGateway()];
  renderSends({ status: "failed", to: "+6421555010" });
  expect(await screen.findByText("Nothing you’ve sent matches these filters.")).toBeVisible();
  expect(Object.fromEntries(asked)).toMatchObject({ status: "failed", to: "+6421555010" });
  await userEvent.selectOptions(screen.getByLabelText("What was sent"), "relay");
  expect(onSearch).toHaveBeenLastCalledWith({
    status: "failed",
    to: "+6421555010",
    kind: "relay",
  });
});

it("tells what happened to one send, in order", async () => {
  gateways = [sampleGateway()];
  renderSends({ send: sampleSend().id });
  const happened = await screen.findByRole("region", { name: "What happened" });
  const moments = within(happened).getAllByRole("listitem");
  expect(moments.map((moment) => moment.querySelector("span")?.textContent)).toEqual([
    "Requested by Ann",
    "Not accepted by Twilio",
    "Accepted by WebSMS",
    "The right code came back",
  ]);
  expect(moments[1]).toHaveTextContent("no credit · answered 200 · after 320 ms");
});
