import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { delay, HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { sampleMe, sampleProblem } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { type Preferences, usePreferences, useSavePreferences } from "./use-preferences.ts";

function Shown() {
  const preferences = usePreferences();
  const save = useSavePreferences();
  return (
    <>
      <output data-testid="shown">{JSON.stringify(preferences)}</output>
      <button type="button" onClick={() => save.mutate({ date_format: "iso" })}>
        ISO
      </button>
      <button type="button" onClick={() => save.mutate({ claim_on_copy: false })}>
        No claim
      </button>
      {save.isError && <p role="alert">failed</p>}
    </>
  );
}

const shown = () => JSON.parse(screen.getByTestId("shown").textContent) as Preferences;

/** Keeps preferences as the server does; tells what was sent. */
function servePreferences(answer?: () => Response) {
  let kept: Preferences = {
    claim_on_copy: true,
    date_format: "us",
    muted_number_ids: ["n1"],
    pinned_number_ids: [],
  };
  const sent: Preferences[] = [];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ preferences: kept }))),
    http.put("*/api/v1/me/preferences", async ({ request }) => {
      const body = (await request.json()) as Preferences;
      sent.push(body);
      await delay(30);
      if (answer) return answer();
      kept = body;
      return HttpResponse.json(kept);
    }),
  );
  return sent;
}

it("has defaults while nothing is known, then what the server keeps", async () => {
  servePreferences();
  renderPage(<Shown />);
  expect(shown()).toEqual({
    claim_on_copy: true,
    date_format: "auto",
    muted_number_ids: [],
    pinned_number_ids: [],
  });
  await waitFor(() => expect(shown().date_format).toBe("us"));
});

it("goes by a change at once and sends all preferences, two changes one after the other", async () => {
  const sent = servePreferences();
  renderPage(<Shown />);
  await waitFor(() => expect(shown().date_format).toBe("us"));
  await userEvent.click(screen.getByText("ISO"));
  await userEvent.click(screen.getByText("No claim"));
  expect(shown()).toMatchObject({ date_format: "iso", claim_on_copy: false });
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({
    claim_on_copy: false,
    date_format: "iso",
    muted_number_ids: ["n1"],
    pinned_number_ids: [],
  });
});

it("goes back when the server refuses", async () => {
  servePreferences(() => HttpResponse.json(sampleProblem(422, "no"), { status: 422 }));
  renderPage(<Shown />);
  await waitFor(() => expect(shown().date_format).toBe("us"));
  await userEvent.click(screen.getByText("ISO"));
  await screen.findByRole("alert");
  await waitFor(() => expect(shown().date_format).toBe("us"));
});
