import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import type { NewCodeRule } from "../features/code-rules/code-rule-api.ts";
import { samplePreview, sampleRule } from "../features/code-rules/code-rule-samples.ts";
import { renderPage } from "../testing/render-page.tsx";
import { sampleMe, sampleMessage, sampleProblem } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { CodeTools } from "./code-tools.tsx";

let asked: unknown[];
let previewed: NewCodeRule[];
let saved: NewCodeRule[];

const draft: NewCodeRule = {
  kind: "code",
  pattern: "Gate:\\s+(\\d{6})",
  number_id: null,
  sender: "Acme",
  service: null,
  test_message: "Gate: 482913",
};

const signedInWith = (...capabilities: ("messages:read" | "code-rules:write")[]) =>
  server.use(http.get("*/api/v1/me", () => HttpResponse.json(sampleMe({ capabilities }))));

beforeEach(() => {
  asked = [];
  previewed = [];
  saved = [];
  signedInWith("messages:read", "code-rules:write");
  server.use(
    http.post("*/api/v1/code-rules/draft", async ({ request }) => {
      const body = (await request.json()) as { code: string | null };
      asked.push(body);
      return HttpResponse.json(body.code ? draft : { ...draft, kind: "none" });
    }),
    http.post("*/api/v1/code-rules/preview", async ({ request }) => {
      previewed.push((await request.json()) as NewCodeRule);
      return HttpResponse.json(samplePreview());
    }),
    http.post("*/api/v1/code-rules", async ({ request }) => {
      saved.push((await request.json()) as NewCodeRule);
      return HttpResponse.json(sampleRule(), { status: 201 });
    }),
  );
});

async function open(button: string, about: Parameters<typeof sampleMessage>[0] = {}) {
  renderPage(<CodeTools message={sampleMessage(about)} />);
  await userEvent.click(await screen.findByRole("button", { name: button }));
  return within(await screen.findByRole("dialog", { name: button }));
}

const missed = { body: "Gate: 482913", code: null, confidence: null };

it("offers nothing to those who may not say what a code is", async () => {
  signedInWith("messages:read");
  renderPage(<CodeTools message={sampleMessage()} />);
  await new Promise((done) => setTimeout(done, 50));
  expect(screen.queryByRole("button")).toBeNull();
});

it("makes a rule from the code that is missing, and saves it after its preview", async () => {
  const dialog = await open("Code missing?", missed);
  expect(dialog.getByText("Gate: 482913")).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Create rule from correction" }));
  expect(dialog.getByText("Enter the code.")).toBeVisible();
  expect(asked).toEqual([]);
  await userEvent.type(dialog.getByLabelText("The code is"), " 482913 ");
  await userEvent.click(dialog.getByRole("button", { name: "Create rule from correction" }));

  const pattern = await dialog.findByLabelText("Pattern");
  expect(pattern).toHaveValue(draft.pattern);
  expect(pattern).toHaveFocus();
  expect(asked).toEqual([{ message_id: sampleMessage().id, code: "482913" }]);
  expect(
    await dialog.findByText("This rule would change 1 of the last 1,000 messages."),
  ).toBeVisible();
  expect(dialog.getByLabelText("Only from Acme")).toBeChecked();
  expect(dialog.getByLabelText("Only to Ops phone")).not.toBeChecked();

  const save = dialog.getByRole("button", { name: "Save rule" });
  await userEvent.click(dialog.getByLabelText("Only from Acme"));
  await userEvent.click(dialog.getByLabelText("Only to Ops phone"));
  expect(save).toBeDisabled();
  await expect.poll(() => save.hasAttribute("disabled")).toBe(false);
  const rule = { ...draft, sender: null, number_id: "n1" };
  expect(previewed).toEqual([draft, rule]);
  await userEvent.click(save);
  expect(
    await screen.findByText("The rule is saved, and the message is corrected."),
  ).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(saved).toEqual([rule]);
});

it("takes a wrong code away", async () => {
  const dialog = await open("Wrong code?");
  await userEvent.click(dialog.getByRole("radio", { name: "This is not a code" }));
  expect(dialog.queryByLabelText("The code is")).toBeNull();
  await userEvent.click(dialog.getByRole("button", { name: "Create rule from correction" }));
  expect(await dialog.findByText(/This rule marks messages with this wording/)).toBeVisible();
  expect(asked).toEqual([{ message_id: sampleMessage().id, code: null }]);
});

it("says at the field that a code is not in the message", async () => {
  server.use(
    http.post("*/api/v1/code-rules/draft", () =>
      HttpResponse.json(
        sampleProblem(422, "code: is not in the message", {
          errors: [{ field: "code", detail: "is not in the message" }],
        }),
        { status: 422 },
      ),
    ),
  );
  const dialog = await open("Code missing?", missed);
  await userEvent.type(dialog.getByLabelText("The code is"), "999");
  await userEvent.click(dialog.getByRole("button", { name: "Create rule from correction" }));
  expect(await dialog.findByText("Is not in the message")).toBeVisible();
  expect(dialog.getByLabelText("The code is")).toHaveFocus();
});

it("shows what is wrong with a pattern while it is edited, and saves nothing", async () => {
  const dialog = await open("Code missing?", missed);
  await userEvent.type(dialog.getByLabelText("The code is"), "482913");
  await userEvent.click(dialog.getByRole("button", { name: "Create rule from correction" }));
  const pattern = await dialog.findByLabelText("Pattern");
  await dialog.findByRole("listitem");
  server.use(
    http.post("*/api/v1/code-rules/preview", () =>
      HttpResponse.json(
        sampleProblem(422, "pattern: is no pattern", {
          errors: [{ field: "pattern", detail: "is no pattern: unclosed group" }],
        }),
        { status: 422 },
      ),
    ),
  );
  await userEvent.type(pattern, "(");
  expect(await dialog.findByText("Is no pattern: unclosed group")).toBeVisible();
  expect(dialog.queryByRole("listitem")).toBeNull();
  expect(dialog.getByRole("button", { name: "Save rule" })).toBeDisabled();
});
