import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { server } from "../../testing/server.ts";
import { PasswordResetPage } from "./password-reset-page.tsx";

beforeEach(() => history.replaceState(null, "", "/password-reset#token=abc"));

/** A link for somebody with so many keys; what is sent in the end. */
function open(api_keys: number) {
  const sent: unknown[] = [];
  server.use(
    http.post("*/api/v1/password-resets/lookup", () =>
      HttpResponse.json({ email: "ann@example.com", api_keys }),
    ),
    http.post("*/api/v1/password-resets/accept", async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const onDone = vi.fn();
  renderPage(<PasswordResetPage onDone={onDone} />);
  return { sent, onDone };
}

async function choosePassword(onDone: ReturnType<typeof vi.fn>) {
  await userEvent.type(await screen.findByLabelText("New password"), "nine purple owls");
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
}

it("revokes the keys for programs unless they are to stay", async () => {
  const { sent, onDone } = open(2);
  const keys = await screen.findByRole("checkbox", { name: "Also revoke my 2 API keys" });
  expect(keys).toBeChecked();
  await userEvent.click(keys);
  await userEvent.click(keys);
  await choosePassword(onDone);
  expect(sent).toEqual([{ token: "abc", password: "nine purple owls", revoke_api_keys: true }]);
});

it("keeps the keys where that is wanted", async () => {
  const { sent, onDone } = open(1);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Also revoke my API key" }));
  await choosePassword(onDone);
  expect(sent).toMatchObject([{ revoke_api_keys: false }]);
});

it("asks nothing of keys where there are none", async () => {
  open(0);
  expect(await screen.findByLabelText("New password")).toBeVisible();
  expect(screen.queryByRole("checkbox")).toBeNull();
});
