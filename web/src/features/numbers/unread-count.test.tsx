import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleNumber } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { NumbersNav } from "./numbers-nav.tsx";

it("counts what is unread beside each number, without changing what the number is called", async () => {
  const numbers = [
    sampleNumber({ id: "n1", label: "Ops" }),
    sampleNumber({ id: "n2", label: "Quiet" }),
  ];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/numbers", () => HttpResponse.json({ data: numbers, next_cursor: null })),
  );
  const unread = { total: 103, of: (id: string) => (id === "n1" ? 3 : 0) };
  renderPage(<NumbersNav onChoose={() => {}} unread={unread} />);
  expect(await screen.findByRole("button", { name: /^Ops/ })).toHaveAccessibleDescription(
    "3 unread",
  );
  expect(screen.getByRole("button", { name: /^Quiet/ })).not.toHaveAccessibleDescription();
  expect(screen.getByRole("button", { name: "All numbers" })).toHaveAccessibleDescription(
    "99+ unread",
  );
});
