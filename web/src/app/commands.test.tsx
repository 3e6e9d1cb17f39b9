import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { useCommands } from "./commands.tsx";
import { teamPages, watchedPages } from "./page-links.ts";

const navigate = vi.fn();
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => navigate }));
vi.mock("./palette.tsx", () => ({ Palette: () => <p>The palette</p> }));

const CAPABILITIES = ["messages:read", "audit:read"] as const;

function Page() {
  return useCommands([...watchedPages(CAPABILITIES), ...teamPages(CAPABILITIES)]).dialogs;
}

it("leads to the pages that are offered, and to no other", async () => {
  renderPage(<Page />);
  await userEvent.keyboard("ga");
  expect(navigate).toHaveBeenCalledExactlyOnceWith({ to: "/audit" });
  await userEvent.keyboard("gt");
  expect(navigate).toHaveBeenCalledOnce();
});

it("opens the palette with its keys and closes it with the same", async () => {
  renderPage(<Page />);
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(await screen.findByText("The palette")).toBeInTheDocument();
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(screen.queryByText("The palette")).not.toBeInTheDocument();
});

it("lists the keys under a question mark, each group under its name", async () => {
  renderPage(<Page />);
  await userEvent.keyboard("{Shift>}?{/Shift}");
  const pages = await screen.findByRole("region", { name: "Go to a page" });
  expect(pages).toHaveTextContent("InboxGthenI");
  expect(pages).toHaveTextContent("Audit logGthenA");
  expect(screen.getByRole("region", { name: "Everywhere" })).toHaveTextContent("Find anything");
});
