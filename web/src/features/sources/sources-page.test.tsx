import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { Source } from "./source-api.ts";
import { sampleLastMessage, sampleProviders, sampleSource } from "./source-samples.ts";
import { SourcesPage } from "./sources-page.tsx";

let sources: Source[];

beforeEach(() => {
  server.use(
    http.get("*/api/v1/me", () =>
      HttpResponse.json(sampleMe({ capabilities: ["sources:read", "sources:write"] })),
    ),
    http.get("*/api/v1/providers", () =>
      HttpResponse.json({ data: sampleProviders(), next_cursor: null }),
    ),
    http.get("*/api/v1/sources", () => HttpResponse.json({ data: sources, next_cursor: null })),
    http.get("*/api/v1/sources/:id/status", ({ params }) =>
      HttpResponse.json({
        last_message: params.id === "s1" ? sampleLastMessage() : null,
        last_delivery: null,
      }),
    ),
  );
});

it("leads to the first source while there is none", async () => {
  sources = [];
  renderRouted(<SourcesPage />);
  const links = await screen.findAllByRole("link", { name: "Connect a provider" });
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["/sources/new"]);
});

it("says of each source what it is, and what came last", async () => {
  sources = [
    sampleSource(),
    sampleSource({ id: "s2", name: "Connexus", provider: "websms", is_demo: true }),
  ];
  renderRouted(<SourcesPage />);
  expect(await screen.findByRole("link", { name: "Marketing" })).toHaveAttribute(
    "href",
    "/sources/s1",
  );
  expect(await screen.findByText(/webhooks\/marketing/)).toBeVisible();
  expect(await screen.findByText(/Last message/)).toBeVisible();
  expect(screen.getByText("Demo")).toBeVisible();
  expect(screen.getByText("Its address is its secret.")).toBeVisible();
  expect(await screen.findByText("Nothing in the last day")).toBeVisible();
});
