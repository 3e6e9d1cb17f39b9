import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { DeleteNumberDialog } from "./delete-number-dialog.tsx";

it("deletes the messages too only after it said that there are some", async () => {
  const asked: string[] = [];
  server.use(
    http.delete("*/api/v1/numbers/n1", ({ request }) => {
      const { search } = new URL(request.url);
      asked.push(search);
      return search
        ? new HttpResponse(null, { status: 204 })
        : HttpResponse.json(sampleProblem(409, "The number has 42 messages."), { status: 409 });
    }),
  );
  const onDeleted = vi.fn();
  renderPage(
    <DeleteNumberDialog number={sampleNumber()} onClose={() => {}} onDeleted={onDeleted} />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The number has 42 messages.")).toBeVisible();
  expect(onDeleted).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Delete number and messages" }));
  await vi.waitFor(() => expect(onDeleted).toHaveBeenCalled());
  expect(asked).toEqual(["", "?messages=delete"]);
});
