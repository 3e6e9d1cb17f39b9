import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { sampleMe } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { ExactTime } from "./exact-time.tsx";

it("writes a time the way its reader has chosen", async () => {
  const preferences = {
    claim_on_copy: true,
    date_format: "iso",
    muted_number_ids: [],
    pinned_number_ids: [],
  };
  server.use(http.get("*/api/v1/me", () => HttpResponse.json({ ...sampleMe(), preferences })));
  const at = new Date(2026, 2, 9, 15, 4, 5).toISOString();
  renderPage(<ExactTime at={at} />);
  expect(await screen.findByText("2026-03-09 15:04:05")).toHaveAttribute("datetime", at);
});
