import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { inRouter } from "../../testing/in-router.tsx";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleNumber } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { RailNumbers } from "./rail-numbers.tsx";

it("counts what is unread beside each number, without changing what the number is called", async () => {
  const numbers = [
    sampleNumber({ id: "n1", label: "Ops" }),
    sampleNumber({ id: "n2", label: "Quiet" }),
  ];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/numbers", () => HttpResponse.json({ data: numbers, next_cursor: null })),
  );
  const unread = { total: 103, isMore: true, of: (id: string) => (id === "n1" ? 3 : 0) };
  renderPage(inRouter(<RailNumbers unread={unread} />));
  expect(await screen.findByRole("link", { name: "Ops" })).toHaveAccessibleDescription("3 unread");
  expect(screen.getByRole("link", { name: "Quiet" })).not.toHaveAccessibleDescription(/unread/);
  await userEvent.click(screen.getByRole("button", { name: "All numbers…" }));
  expect(await screen.findByRole("link", { name: "All numbers" })).toHaveAccessibleDescription(
    "103+ unread",
  );
});
