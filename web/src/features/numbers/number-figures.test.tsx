import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleNumber } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { ActivityPart } from "./activity-part.tsx";
import { NumbersPage } from "./numbers-page.tsx";

const daily = [...Array.from({ length: 28 }, () => 0), 4, 3];

beforeEach(() => {
  const numbers = [
    sampleNumber({ id: "n1", label: "Bank" }),
    sampleNumber({ id: "n2", label: "Shop", phone_number: "+12025550144" }),
  ];
  const first_day = "2026-02-02";
  const data = [{ number_id: "n1", messages: 7, codes: 5, codes_missed: 1, first_day, daily }];
  server.use(
    http.get("*/api/v1/me", () => HttpResponse.json(sampleMe())),
    http.get("*/api/v1/numbers", () => HttpResponse.json({ data: numbers, next_cursor: null })),
    http.get("*/api/v1/numbers/figures", () => HttpResponse.json({ data, next_cursor: null })),
  );
});

it("says beside each number how much came to it in the last days", async () => {
  renderRouted(<NumbersPage />);
  const row = async (name: RegExp) => within(await screen.findByRole("row", { name }));
  expect((await row(/Bank/)).getByText("7 messages")).toBeVisible();
  expect((await row(/Shop/)).getByText("0 messages")).toBeVisible();
});

it("counts the messages of one number, those with a code and those whose code was missed", async () => {
  renderRouted(<ActivityPart numberId="n1" />);
  const tile = async (name: string) => {
    const found = await screen.findAllByRole("term");
    return found.find((one) => one.textContent === name)?.nextElementSibling?.textContent?.trim();
  };
  expect(await tile("Messages")).toBe("7");
  expect(await tile("With a code")).toBe("5");
  expect(await tile("Code not detected")).toBe("1");
  const table = await screen.findByRole("table", { name: "Messages by day" });
  const [, today, yesterday] = within(table).getAllByRole("row");
  // The days are the server's, whatever the clock here says.
  expect(today).toHaveTextContent(/^Mar 3.*3$/);
  expect(yesterday).toHaveTextContent(/4$/);
});

it("says so where nothing came to a number", async () => {
  renderRouted(<ActivityPart numberId="n2" />);
  expect(await screen.findByText("No message in the last 30 days.")).toBeVisible();
});
