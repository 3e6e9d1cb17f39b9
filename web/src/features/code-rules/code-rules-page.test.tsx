import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { renderRouted } from "../../testing/render-routed.tsx";
import { sampleMe, sampleMessage, sampleNumber, sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import type { CodeRule, NewCodeRule } from "./code-rule-api.ts";
import { samplePreview, sampleRule } from "./code-rule-samples.ts";
import { CodeRulesPage } from "./code-rules-page.tsx";

let rules: CodeRule[];
let previewed: NewCodeRule[];
let saved: NewCodeRule[];

beforeEach(() => {
  rules = [];
  previewed = [];
  saved = [];
  server.use(
    http.get("*/api/v1/me", () =>
      HttpResponse.json(sampleMe({ capabilities: ["code-rules:write"] })),
    ),
    http.get("*/api/v1/messages", ({ request }) => {
      const asked = new URL(request.url).searchParams.get("code_missed");
      const data = asked === "true" ? [sampleMessage(), sampleMessage({ id: "m2" })] : [];
      return HttpResponse.json({ data, next_cursor: null });
    }),
    http.get("*/api/v1/code-rules", () => HttpResponse.json({ data: rules, next_cursor: null })),
    http.post("*/api/v1/code-rules/preview", async ({ request }) => {
      previewed.push((await request.json()) as NewCodeRule);
      return HttpResponse.json(samplePreview({ changed: 3 }));
    }),
    http.post("*/api/v1/code-rules", async ({ request }) => {
      const rule = (await request.json()) as NewCodeRule;
      saved.push(rule);
      rules = [sampleRule({ ...rule, id: "r9" }), ...rules];
      return HttpResponse.json(rules[0], { status: 201 });
    }),
  );
});

const renderPage = () => renderRouted(<CodeRulesPage numbers={[sampleNumber()]} />);

async function openForm() {
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: "Add rule" }));
  return within(screen.getByRole("dialog", { name: "Add rule" }));
}

it("tells while there is no rule that they are made from messages", async () => {
  renderPage();
  expect(await screen.findByText("No rule yet")).toBeVisible();
  expect(screen.getByText(/Codebell finds most codes automatically\. If a/)).toBeVisible();
  expect(
    screen.getByRole("link", { name: "Messages where a code was probably missed" }),
  ).toHaveAttribute("href", expect.stringContaining("code_missed"));
  expect(await screen.findByText("2 messages")).toBeVisible();
});

it("says of a rule that it was switched off", async () => {
  rules = [sampleRule({ id: "r2", is_enabled: false }), sampleRule()];
  renderPage();
  const list = await screen.findByRole("list", { name: "Rules, in the order in which they run" });
  const [first, second] = within(list).getAllByRole("listitem");
  expect(first).toHaveTextContent("Switched off: too slow");
  expect(second).not.toHaveTextContent("Switched off");
});

it("lists the rules in the order in which they run", async () => {
  rules = [
    sampleRule({ id: "r2", kind: "none", pattern: "room \\d+", test_message: "room 1204" }),
    sampleRule({ number_id: "n1", sender: "Acme" }),
  ];
  renderPage();
  const list = await screen.findByRole("list", { name: "Rules, in the order in which they run" });
  const [first, second] = within(list).getAllByRole("listitem");
  expect(first).toHaveTextContent("No coderoom \\d+room 1204for all messages · added");
  expect(second).toHaveTextContent("The codeGate:\\s+(\\d{6})");
  expect(second).toHaveTextContent("only to Ops phone · only from Acme");
});

it("deletes a rule when that is confirmed, and the focus stays on the page", async () => {
  rules = [sampleRule()];
  server.use(
    http.delete("*/api/v1/code-rules/r1", () => {
      rules = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage();
  await userEvent.click(await screen.findByRole("button", { name: /^Delete the rule Gate/ }));
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("No rule yet")).toBeVisible();
  expect(screen.getByText("The rule is deleted.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Add rule" })).toHaveFocus();
});

it("asks for what is missing before it asks the server", async () => {
  const form = await openForm();
  await userEvent.click(form.getByRole("button", { name: "Preview changes" }));
  expect(form.getByText("Enter a pattern.")).toBeVisible();
  expect(form.getByText("Enter a message to test.")).toBeVisible();
  expect(form.getByLabelText("Pattern")).toHaveFocus();
  expect(previewed).toEqual([]);
});

it("says at the field what the server refuses", async () => {
  server.use(
    http.post("*/api/v1/code-rules/preview", () =>
      HttpResponse.json(
        sampleProblem(422, "pattern: is no pattern: unclosed group", {
          errors: [{ field: "pattern", detail: "is no pattern: unclosed group" }],
        }),
        { status: 422 },
      ),
    ),
  );
  const form = await openForm();
  await userEvent.type(form.getByLabelText("Pattern"), "Gate: (");
  await userEvent.type(form.getByLabelText("Message to try it on"), "Gate: 4829");
  await userEvent.click(form.getByRole("button", { name: "Preview changes" }));
  expect(await form.findByText("Is no pattern: unclosed group")).toBeVisible();
  expect(form.getByLabelText("Pattern")).toHaveFocus();
  expect(form.getByRole("button", { name: "Save rule" })).toBeDisabled();
});

it("saves only what was seen in a preview", async () => {
  const form = await openForm();
  const save = form.getByRole("button", { name: "Save rule" });
  expect(save).toBeDisabled();
  await userEvent.type(form.getByLabelText("Pattern"), "Gate: (\\d+)");
  await userEvent.type(form.getByLabelText("Message to try it on"), "Gate: 4829");
  await userEvent.selectOptions(form.getByLabelText("Only to this number"), "Ops phone");
  await userEvent.click(form.getByRole("button", { name: "Preview changes" }));
  expect(
    await form.findByText("This rule would change 3 of the last 1,000 messages."),
  ).toBeVisible();
  expect(form.getByText("The latest 1 of them:")).toBeVisible();
  expect(form.getByRole("listitem")).toHaveTextContent("+1 202 555 0143");
  expect(form.getByRole("listitem")).toHaveTextContent(/no code.*482913.*Gate: 482913/);
  expect(save).toBeEnabled();

  await userEvent.type(form.getByLabelText("Only from this sender"), "Acme");
  expect(save).toBeDisabled();
  expect(form.queryByRole("listitem")).toBeNull();
  await userEvent.click(form.getByRole("button", { name: "Preview changes" }));
  await form.findByRole("listitem");
  await userEvent.click(save);
  expect(await screen.findByText("The rule is saved.")).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await screen.findByText("Gate: (\\d+)")).toBeVisible();
  const rule = {
    kind: "code",
    pattern: "Gate: (\\d+)",
    number_id: "n1",
    sender: "Acme",
    service: null,
    test_message: "Gate: 4829",
  };
  expect(saved).toEqual([rule]);
  expect(previewed.at(-1)).toEqual(rule);
});
