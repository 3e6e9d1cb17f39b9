import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { server } from "../../testing/server.ts";
import { UsagePart } from "./usage-part.tsx";

function answer(data: object[]) {
  server.use(http.get("*/api/v1/team/usage", () => HttpResponse.json({ data, next_cursor: null })));
  renderPage(<UsagePart />);
}

it("lists who copied and viewed how much at which number", async () => {
  const number = { id: "n1", phone_number: "+12025550143", label: "Bank" };
  answer([
    { who: { kind: "user", id: "u1", name: "Ann" }, number, seen: 1200, copied: 9 },
    { who: { kind: "api_key", id: "k1", name: "Bot (Ann)" }, number, seen: 3, copied: 0 },
  ]);
  const rows = within(await screen.findByRole("table"))
    .getAllByRole("row")
    .slice(1);
  expect(rows.map((row) => row.textContent)).toEqual(["AnnBank1,2009", "Bot (Ann)Bank30"]);
});
