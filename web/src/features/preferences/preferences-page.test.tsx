import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Capability } from "../../api/use-capability.ts";
import type { Preferences } from "../../api/use-preferences.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { PreferencesPage } from "./preferences-page.tsx";

const KEPT: Preferences = {
  claim_on_copy: true,
  date_format: "auto",
  muted_number_ids: [],
  pinned_number_ids: [],
};

/** Keeps what is saved, or refuses it. */
function servePreferences(
  refusal?: object,
  capabilities: Capability[] = ["messages:read", "messages:claim"],
) {
  let kept = KEPT;
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities, preferences: kept }))),
    http.put("*/api/v1/me/preferences", async ({ request }) => {
      if (refusal) return HttpResponse.json(refusal, { status: 500 });
      kept = (await request.json()) as Preferences;
      return HttpResponse.json(kept);
    }),
  );
  return () => kept;
}

const numbers = [
  sampleNumber(),
  sampleNumber({ id: "n2", label: null, phone_number: "+12025550188" }),
];
const page = <PreferencesPage numbers={numbers} attention={() => null} />;

it("says of each part where it holds", async () => {
  servePreferences();
  renderPage(page);
  const holds = async (part: string) =>
    within(await screen.findByRole("region", { name: part })).getByText(/^On /).textContent;
  expect(await holds("Language")).toBe("On this device");
  expect(await holds("Date and time")).toBe("On all your devices");
});

it("shows the present moment in each date format and saves the chosen one", async () => {
  const kept = servePreferences();
  renderPage(page);
  const us = await screen.findByRole("radio", { name: "United States" });
  const part = within(screen.getByRole("region", { name: "Date and time" }));
  expect(part.getByText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)).toBeInTheDocument();
  await userEvent.click(us);
  await waitFor(() => expect(kept().date_format).toBe("us"));
});

it("leaves out what is about messages where one may read none", async () => {
  servePreferences(undefined, ["audit:read"]);
  renderPage(page);
  expect(await screen.findByRole("region", { name: "Date and time" })).toBeVisible();
  expect(screen.queryByRole("region", { name: "Copying a code" })).toBeNull();
  expect(screen.queryByRole("region", { name: "Muted numbers" })).toBeNull();
});

it("mutes one number and leaves the others", async () => {
  const kept = servePreferences();
  renderPage(page);
  await userEvent.click(await screen.findByRole("switch", { name: "Mute +1 202 555 0188" }));
  await waitFor(() => expect(kept().muted_number_ids).toEqual(["n2"]));
  expect(screen.getByRole("switch", { name: "Mute Ops phone" })).not.toBeChecked();
});

it("takes a choice back that the server did not keep, and says so", async () => {
  servePreferences(sampleProblem(500, "It broke."));
  renderPage(page);
  const claim = await screen.findByRole("switch", { name: "Claim a code when I copy it" });
  await userEvent.click(claim);
  expect(await screen.findByRole("alert")).toHaveTextContent("It broke.");
  expect(claim).toBeChecked();
});
