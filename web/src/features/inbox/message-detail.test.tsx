import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Message } from "../../api/client.ts";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleMessage } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { MessageDetail } from "./message-detail.tsx";

function renderMessage(about: Partial<Message>) {
  const message = sampleMessage({ read: true, ...about });
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/messages/:id", () => HttpResponse.json(message)),
    http.get("*/api/v1/messages/:id/activity", () =>
      HttpResponse.json({ seen_by: [], copied_by: [] }),
    ),
  );
  renderRouted(
    <MessageDetail
      id={message.id}
      tools={({ code }) => <p>Tools of {code}</p>}
      onLost={() => {}}
      onKeepUnread={() => {}}
    />,
  );
}

it("says what is paid with the code, and to whom", async () => {
  renderMessage({ payment: { amount: "EUR 4210.00", merchant: "SHOP 24" } });
  expect(await screen.findByText("EUR 4210.00 at SHOP 24")).toBeVisible();
  expect(screen.getByText("Pays")).toBeVisible();
});

it("says the amount alone where nobody is named", async () => {
  renderMessage({ payment: { amount: "EUR 4210.00", merchant: null } });
  expect(await screen.findByText("EUR 4210.00")).toBeVisible();
});

it("says nothing of a payment where there is none, and has room for tools", async () => {
  renderMessage({});
  expect(await screen.findByText("Tools of 482913")).toBeVisible();
  expect(screen.queryByText("Pays")).toBeNull();
});
