import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { AuditPage } from "./audit-page.tsx";

const entry = (seq: number, action: string) => ({
  seq,
  chain: 1,
  at: "2026-03-10T12:00:00Z",
  actor: { kind: "user", id: "u2", name: "Vic" },
  action,
  target: { kind: "number", id: "n1", name: "Ops phone" },
  address: "203.0.113.24",
  user_agent: null,
  request_id: "r1",
  details: { role: "manager" },
  hash: "abc",
});

const person = (id: string, name: string, removed_at: string | null) => ({
  id,
  name,
  email: `${name}@example.com`,
  role: "viewer",
  removed_at,
});

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/audit/actions", () =>
      HttpResponse.json({ data: ["session.started", "number.updated"] }),
    ),
    http.get("*/api/v1/audit/people", () =>
      HttpResponse.json({
        data: [person("u3", "Kim", "2026-03-09T12:00:00Z"), person("u2", "Vic", null)],
        next_cursor: null,
      }),
    ),
    http.get("*/api/v1/audit", ({ request }) => {
      const { search, searchParams } = new URL(request.url);
      asked.push(search);
      return searchParams.get("cursor")
        ? HttpResponse.json({ data: [entry(1, "session.started")], next_cursor: null })
        : HttpResponse.json({ data: [entry(2, "number.updated")], next_cursor: "after 2" });
    }),
  );
});

it("shows the newest first, and older entries when asked", async () => {
  renderPage(<AuditPage search={{ action: "number." }} onSearch={() => {}} />);
  expect(await screen.findByText("manager")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show older entries" }));
  expect(await screen.findAllByRole("listitem")).toHaveLength(2);
  expect(asked).toEqual(["?action=number.&limit=50", "?action=number.&limit=50&cursor=after%202"]);
});

it("names who is in the team, and who has left, to choose among", async () => {
  const onSearch = vi.fn();
  renderPage(<AuditPage search={{}} onSearch={onSearch} />);
  const left = await screen.findByRole("group", { name: "Former members" });
  expect(
    within(left)
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(["Kim"]);
  await userEvent.selectOptions(screen.getByLabelText("Who"), "Vic");
  expect(onSearch).toHaveBeenCalledWith({ actor: "u2" });
});

it("keeps the filters in the address", async () => {
  const onSearch = vi.fn();
  renderPage(<AuditPage search={{ from: "2026-03-01" }} onSearch={onSearch} />);
  await screen.findByText("manager");
  await userEvent.selectOptions(screen.getByLabelText("What"), "Signed in");
  expect(onSearch).toHaveBeenCalledWith({ from: "2026-03-01", action: "session.started" });
});
