import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { MessageActivity } from "./message-activity.tsx";

it("tells who copied the code and who saw the message, and marks keys", async () => {
  const at = new Date().toISOString();
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/messages/m1/activity", () =>
      HttpResponse.json({
        seen_by: [{ who: { kind: "user", id: "u1", name: "Ann" }, at }],
        copied_by: [{ who: { kind: "api_key", id: "k1", name: "Deploy" }, at }],
      }),
    ),
  );
  renderPage(<MessageActivity id="m1" />);
  expect(await screen.findByRole("region", { name: "Copied by" })).toHaveTextContent(
    "Deploy (API key)",
  );
  expect(screen.getByRole("region", { name: "Seen by" })).toHaveTextContent("Ann");
});
