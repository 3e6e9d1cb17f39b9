import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { server } from "../../testing/server.ts";
import { InboxList } from "./inbox-list.tsx";

const nothing = () => HttpResponse.json({ data: [], next_cursor: null });

it("tells on an empty inbox that codes come by themselves", async () => {
  server.use(http.get("*/api/v1/messages", nothing));
  renderPage(<InboxList filters={{}} onOpen={() => {}} onClear={() => {}} />);
  expect(screen.getByRole("status", { name: "Loading messages" })).toBeVisible();
  expect(await screen.findByText("Codes appear here the moment they arrive.")).toBeVisible();
});

it("offers to clear the filters when nothing fits them", async () => {
  const asked: string[] = [];
  server.use(
    http.get("*/api/v1/messages", ({ request }) => {
      asked.push(new URL(request.url).search);
      return nothing();
    }),
  );
  const onClear = vi.fn();
  renderPage(
    <InboxList filters={{ q: "acme", has_code: "true" }} onOpen={() => {}} onClear={onClear} />,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Clear filters" }));
  expect(onClear).toHaveBeenCalled();
  expect(asked).toEqual(["?q=acme&has_code=true&limit=100"]);
});

it("says why the messages could not be loaded, and tries again when asked", async () => {
  const problem = {
    type: "about:blank",
    title: "Away",
    status: 503,
    detail: "The database is away.",
    instance: "1",
  };
  server.use(
    http.get("*/api/v1/messages", () => HttpResponse.json(problem, { status: 503 }), {
      once: true,
    }),
  );
  renderPage(<InboxList filters={{}} onOpen={() => {}} onClear={() => {}} />);
  expect(await screen.findByText("The database is away.")).toBeVisible();
  server.use(http.get("*/api/v1/messages", nothing));
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("No messages yet")).toBeVisible();
});
