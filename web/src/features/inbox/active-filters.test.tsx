import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { ActiveFilters } from "./active-filters.tsx";

it("says that only messages whose code is missing are shown, and takes that away", async () => {
  const onChange = vi.fn();
  renderPage(
    <ActiveFilters
      filters={{ code_missed: "true" }}
      nameOfNumber={(id) => id}
      onChange={onChange}
      onClear={() => {}}
    />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Code missing, remove this filter" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ code_missed: undefined });
});
