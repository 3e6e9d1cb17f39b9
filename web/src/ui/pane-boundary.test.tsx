import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Component, type ReactNode, useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { Page, Part } from "./page.tsx";
import { PaneBoundary } from "./pane-boundary.tsx";

let fault: Error | undefined;

function Fragile({ words = "the messages" }: { words?: string }) {
  if (fault) throw fault;
  return <p>{words}</p>;
}

beforeEach(() => {
  fault = new Error("undefined is not a function");
  // React tells the console of each.
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

it("says which pane failed and leaves the others, and shows it when it is tried again", async () => {
  renderPage(
    <>
      <PaneBoundary name="Inbox">
        <Fragile />
      </PaneBoundary>
      <p>the numbers</p>
    </>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Couldn’t show “Inbox”");
  expect(screen.getByText("the numbers")).toBeVisible();

  const again = screen.getByRole("button", { name: "Try again" });
  await userEvent.click(again);
  expect(screen.getByRole("alert")).toBeVisible();

  fault = undefined;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("the messages")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

function Detail() {
  const [about, setAbout] = useState("m1");
  const [, drawAgain] = useState({});
  return (
    <>
      <button type="button" onClick={() => drawAgain({})}>
        Draw again
      </button>
      <button type="button" onClick={() => setAbout("m2")}>
        Another message
      </button>
      <PaneBoundary name="Message" about={about}>
        <Fragile />
      </PaneBoundary>
    </>
  );
}

it("draws the pane anew when it is about something else", async () => {
  renderPage(<Detail />);
  fault = undefined;
  await userEvent.click(screen.getByRole("button", { name: "Draw again" }));
  expect(screen.getByRole("alert")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Another message" }));
  expect(screen.getByText("the messages")).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("holds each part of a page by itself", () => {
  renderPage(
    <Page title="Your profile">
      <Part title="Passkeys">
        <Fragile />
      </Part>
      <Part title="Sessions">
        <p>this browser</p>
      </Part>
    </Page>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Couldn’t show “Passkeys”");
  expect(screen.getByText("this browser")).toBeVisible();
});

it("holds a part that fails before it can draw its own frame", () => {
  renderPage(
    <Page title="Your profile">
      <Fragile />
      <p>the rest</p>
    </Page>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("Couldn’t show “Your profile”");
  expect(screen.getByText("the rest")).toBeVisible();
});

class Outermost extends Component<{ children: ReactNode }, { caught?: Error }> {
  override state: { caught?: Error } = {};
  static getDerivedStateFromError(caught: Error) {
    return { caught };
  }
  override render() {
    return this.state.caught ? <p>loads anew</p> : this.props.children;
  }
}

it("leaves a script that the server no longer has to the page as a whole", () => {
  fault = new TypeError("Failed to fetch dynamically imported module: /assets/a.js");
  renderPage(
    <Outermost>
      <PaneBoundary name="Inbox">
        <Fragile />
      </PaneBoundary>
    </Outermost>,
  );
  expect(screen.getByText("loads anew")).toBeVisible();
});
