import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { focusHeading } from "./focus-heading.ts";

it("puts the focus on the heading of the page", () => {
  render(
    <main id="main" tabIndex={-1}>
      <h2>Team</h2>
    </main>,
  );
  focusHeading();
  expect(screen.getByRole("heading", { name: "Team" })).toHaveFocus();
});

it("takes the page itself where it has no heading yet", () => {
  render(<main id="main" tabIndex={-1} />);
  focusHeading();
  expect(screen.getByRole("main")).toHaveFocus();
});

it("leaves the focus where the page has put it", () => {
  render(
    <main id="main" tabIndex={-1}>
      <h2>Add a source</h2>
      <input aria-label="Name" />
    </main>,
  );
  screen.getByLabelText("Name").focus();
  focusHeading();
  expect(screen.getByLabelText("Name")).toHaveFocus();
});

it("leaves the focus in an open dialog", () => {
  render(
    <>
      <main id="main" tabIndex={-1}>
        <h2>Team</h2>
      </main>
      <dialog open>
        <button type="button">Close</button>
      </dialog>
    </>,
  );
  screen.getByRole("button").focus();
  focusHeading();
  expect(screen.getByRole("button")).toHaveFocus();
});
