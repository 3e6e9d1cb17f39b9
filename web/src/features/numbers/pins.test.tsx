import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeAll, expect, it } from "vitest";
import type { Preferences } from "../../api/use-preferences.ts";
import { inRouter } from "../../testing/in-router.tsx";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleMe, sampleNumber } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { RailNumbers } from "./rail-numbers.tsx";

// What is loaded when it is first asked for takes a test longer than it is waited for.
beforeAll(() => Promise.all([import("./number-picker.tsx"), import("../../ui/anchored.tsx")]));

/** A team with some numbers, of which the reader has pinned some; tells what is pinned now. */
function open(count: number, pinned: string[]) {
  let kept: Preferences = { ...sampleMe().preferences, pinned_number_ids: pinned };
  const data = Array.from({ length: count }, (_, at) =>
    sampleNumber({
      id: `n${at + 1}`,
      label: `Desk ${at + 1}`,
      phone_number: `+120255501${40 + at}`,
    }),
  );
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ preferences: kept }))),
    http.get("*/api/v1/numbers", () => HttpResponse.json({ data, next_cursor: null })),
    http.put("*/api/v1/me/preferences", async ({ request }) => {
      kept = (await request.json()) as Preferences;
      return HttpResponse.json(kept);
    }),
  );
  renderPage(inRouter(<RailNumbers unread={{ total: 0, isMore: false, of: () => 0 }} />));
  return () => kept.pinned_number_ids;
}

const atHand = () => screen.getAllByRole("link").map((link) => link.textContent);

async function openPicker() {
  await userEvent.click(await screen.findByRole("button", { name: "All numbers…" }));
  return within(await screen.findByRole("dialog", { name: "All numbers…" }));
}

it("has a few numbers all at hand, and of many those that are pinned, in their own order", async () => {
  open(3, []);
  await screen.findByRole("link", { name: "Desk 3" });
  expect(atHand()).toEqual(["Desk 1", "Desk 2", "Desk 3"]);
});

it("shows the pinned ones in the reader's own order", async () => {
  open(20, ["n7", "n2"]);
  await screen.findByRole("link", { name: "Desk 7" });
  expect(atHand()).toEqual(["Desk 7", "Desk 2"]);
});

it("moves a pinned number with the keys, and no further than the end", async () => {
  const pinned = open(20, ["n7", "n2", "n5"]);
  (await screen.findByRole("link", { name: "Desk 7" })).focus();
  await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await waitFor(() => expect(pinned()).toEqual(["n2", "n7", "n5"]));
  expect(atHand()).toEqual(["Desk 2", "Desk 7", "Desk 5"]);
  expect(screen.getByText("Desk 7 is now number 2 of 3")).toBeInTheDocument();
});

it("finds a number by its label or digits, and pins and unpins it", async () => {
  const pinned = open(20, ["n7"]);
  const picker = await openPicker();
  await userEvent.type(picker.getByRole("searchbox"), "0145");
  expect(picker.getAllByRole("link").map((link) => link.textContent)).toEqual([
    "Desk 6+1 202 555 0145",
    "Manage numbers",
  ]);
  const pin = picker.getByRole("button", { name: "Pin Desk 6" });
  await userEvent.click(pin);
  await waitFor(() => expect(pinned()).toEqual(["n7", "n6"]));
  expect(pin).toHaveAttribute("aria-pressed", "true");
  await userEvent.click(pin);
  await waitFor(() => expect(pinned()).toEqual(["n7"]));
});

it("pins no ninth number, and says why", async () => {
  const eight = ["n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"];
  const pinned = open(20, eight);
  const picker = await openPicker();
  const ninth = picker.getByRole("button", { name: "Pin Desk 9" });
  expect(ninth).toHaveAttribute("title", "Eight numbers are pinned. Unpin one first.");
  await userEvent.click(ninth);
  expect(pinned()).toEqual(eight);
  await userEvent.click(picker.getByRole("button", { name: "Pin Desk 8" }));
  await waitFor(() => expect(pinned()).toEqual(eight.slice(0, 7)));
});

it("goes through the list with the arrows, from the field and back to it", async () => {
  open(3, []);
  const picker = await openPicker();
  const field = picker.getByRole("searchbox");
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard("{ArrowDown}");
  expect(picker.getByRole("link", { name: "All numbers" })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  expect(picker.getByRole("link", { name: /^Desk 1/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(field).toHaveFocus();
});
