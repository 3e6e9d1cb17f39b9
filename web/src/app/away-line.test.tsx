import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveState } from "../realtime/live-connection.ts";
import { renderPage } from "../testing/render-page.tsx";
import { AwayLine } from "./away-line.tsx";

let state: LiveState;
vi.mock("../realtime/use-live.tsx", () => ({ useLiveState: () => state }));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it("keeps quiet about a short gap and explains a long one", () => {
  state = "reconnecting";
  renderPage(<AwayLine />);
  pass(4900);
  expect(screen.queryByText(/Can’t reach Codebell right now\. New codes/)).not.toBeInTheDocument();
  pass(200);
  expect(
    screen.getByText(/Can’t reach Codebell right now\. New codes/).closest('[role="status"]'),
  ).not.toBeNull();
});

it("says that it is the device where it is", () => {
  state = "offline";
  renderPage(<AwayLine />);
  pass(5100);
  expect(screen.getByText(/This device is offline\. New codes won’t/)).toBeInTheDocument();
});

it("has nothing to say while the connection is live", () => {
  state = "live";
  renderPage(<AwayLine />);
  pass(10_000);
  expect(screen.queryByText(/codes/)).not.toBeInTheDocument();
});
