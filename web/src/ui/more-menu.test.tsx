import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeAll, expect, it, vi } from "vitest";
import { renderRouted } from "../testing/render-routed.tsx";
import { MoreMenu } from "./more-menu.tsx";

beforeAll(() => import("./more-items.tsx"));

it("gives the focus back to its button when it is left by keyboard", async () => {
  renderRouted(
    <MoreMenu label="More" width={200} acts={[{ words: "Print", onChoose: vi.fn() }]} />,
  );
  const button = await screen.findByRole("button", { name: "More" });
  await userEvent.click(button);
  await screen.findByRole("menuitem", { name: "Print" });
  await userEvent.keyboard("{ArrowDown}");
  await waitFor(() => expect(screen.getByRole("menuitem", { name: "Print" })).toHaveFocus());
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
  expect(button).toHaveFocus();
});

it("leaves the focus where the reader took it", async () => {
  renderRouted(
    <>
      <MoreMenu label="More" width={200} acts={[{ words: "Print", onChoose: vi.fn() }]} />
      <input aria-label="Elsewhere" />
    </>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "More" }));
  await screen.findByRole("menuitem", { name: "Print" });
  await userEvent.click(screen.getByLabelText("Elsewhere"));
  await waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
  expect(screen.getByLabelText("Elsewhere")).toHaveFocus();
});
