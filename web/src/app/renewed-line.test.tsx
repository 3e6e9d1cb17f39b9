import { act, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { server } from "../testing/server.ts";
import { RenewedLine } from "./renewed-line.tsx";

let connect: () => void;
vi.mock("../realtime/use-live.tsx", () => ({
  useAfterSilence: (refetch: () => void) => {
    connect = refetch;
  },
}));

const served = vi.fn(() => HttpResponse.html('<script src="/assets/index-new.js"></script>'));

beforeEach(() => {
  const script = document.createElement("script");
  script.type = "application/json";
  script.src = "/assets/index-old.js";
  document.head.append(script);
  served.mockClear();
  server.use(http.get("*/", served));
});
afterEach(() => document.head.replaceChildren());

it("looks for a new version only when the connection comes back, and offers to load it", async () => {
  renderPage(<RenewedLine />);
  expect(served).not.toHaveBeenCalled();
  await act(async () => connect());
  expect(await screen.findByText("Codebell was updated.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Reload" })).toBeInTheDocument();
});
