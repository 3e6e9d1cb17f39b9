import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Capability } from "../../api/use-capability.ts";
import { inRouter } from "../../testing/in-router.tsx";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { FirstRun } from "./first-run.tsx";
import { setListHidden } from "./hidden-list.ts";
import { sampleOnboarding } from "./onboarding-samples.ts";
import { ShowFirstRun } from "./show-first-run.tsx";

const OWNER: Capability[] = ["sources:read", "sources:write", "numbers:write", "team:write"];
let facts = sampleOnboarding();

function open(list: React.ReactNode, capabilities: Capability[] = OWNER) {
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))),
    http.get("*/api/v1/onboarding", () => HttpResponse.json(facts)),
  );
  renderPage(inRouter(list));
}

beforeEach(() => {
  facts = sampleOnboarding({ sources: 1 });
});
afterEach(() => setListHidden(false));

it("shows what is done and leads to what is open", async () => {
  open(<FirstRun />);
  expect(await screen.findByText("2 of 8 done")).toBeVisible();
  expect(screen.getByRole("link", { name: "Open Team" })).toHaveAttribute("href", "/team");
  expect(screen.queryByRole("link", { name: "Connect provider" })).toBeNull();
  expect(screen.getByText(/CODEBELL_PUBLIC_URL/)).toBeVisible();
});

it("is one line that unfolds above a list", async () => {
  open(<FirstRun compact />);
  const line = await screen.findByRole("button", { name: /First steps.*2 of 8 done/ });
  expect(screen.queryByText("Invite a teammate")).toBeNull();
  await userEvent.click(line);
  expect(screen.getByText("Invite a teammate")).toBeVisible();
});

it("lets a demo message arrive, and removes them again", async () => {
  server.use(
    http.post("*/api/v1/demo/messages", () => {
      facts = sampleOnboarding({ demo_messages: 12 });
      return HttpResponse.json({ ids: ["m1"] }, { status: 201 });
    }),
    http.delete("*/api/v1/demo", () => {
      facts = sampleOnboarding();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  open(<FirstRun />);
  await userEvent.click(await screen.findByRole("button", { name: "Simulate an SMS" }));
  expect(await screen.findByText("12 demo messages")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Remove demo data" }));
  await expect.poll(() => screen.queryByText("12 demo messages")).toBeNull();
});

it("goes away when it is hidden, and comes back from elsewhere", async () => {
  open(
    <>
      <FirstRun fallback={<p>Nothing to do</p>} />
      <ShowFirstRun />
    </>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Hide this list" }));
  expect(screen.getByText("Nothing to do")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Show the first steps again" }));
  expect(await screen.findByRole("region", { name: "First steps" })).toBeVisible();
});

it("is not for those who may not see sources, and leaves out what they may not do", async () => {
  open(<FirstRun fallback={<p>Nothing to do</p>} />, ["messages:read"]);
  expect(await screen.findByText("Nothing to do")).toBeVisible();
});

it("offers a manager neither the team nor the numbers", async () => {
  open(<FirstRun />, ["sources:read", "sources:write"]);
  const list = await screen.findByRole("list");
  expect(within(list).queryByText("Invite a teammate")).toBeNull();
  expect(within(list).queryByText("Open its number to the team")).toBeNull();
  expect(within(list).getByText("Copy a code")).toBeVisible();
});
