import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { UserMenu } from "./user-menu.tsx";

const ANN = { id: "u1", name: "Ann", email: "ann@example.com", role: "viewer" } as const;

it("puts the focus back on its button before it does something in a dialog", async () => {
  const run = vi.fn(() => expect(screen.getByRole("button", { name: "Ann" })).toHaveFocus());
  renderPage(<UserMenu user={ANN} links={[]} actions={[{ words: "Find anything", run }]} />);
  await userEvent.click(screen.getByRole("button", { name: "Ann" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Find anything" }));
  expect(run).toHaveBeenCalledOnce();
});

it("says who is signed in, and offers to change the appearance and to sign out", async () => {
  renderPage(<UserMenu user={ANN} links={[]} />);
  await userEvent.click(screen.getByRole("button", { name: "Ann" }));
  expect(await screen.findByText("ann@example.com")).toBeInTheDocument();
  expect(screen.getByText("Viewer")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("menuitemradio", { name: "Dark" }));
  expect(screen.getByRole("menuitemradio", { name: "Dark" })).toBeChecked();
  expect(screen.getByRole("menuitem", { name: "Sign out" })).toBeInTheDocument();
});
