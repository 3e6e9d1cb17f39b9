import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { describeFailure } from "../api/problem.ts";
import { $api } from "../api/queries.ts";
import { renderPage } from "../testing/render-page.tsx";
import { sampleProblem } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { ProofGate } from "./proof-gate.tsx";

const REFUSED = "Prove that it is you and try again.";

/** Something that the server does for whoever has proved lately who they are. */
function Act({ name }: { name: string }) {
  const act = $api.useMutation("post", "/channels/{id}/rotate");
  return (
    <>
      <button
        type="button"
        onClick={() => act.mutate({ params: { path: { id: name } } })}
      >{`Rotate ${name}`}</button>
      {act.isSuccess && <p>{`${name} is rotated`}</p>}
      {act.isError && <p>{describeFailure(act.error)}</p>}
    </>
  );
}

/** A server that wants these proofs; what it was given is kept. */
function demand(methods: string[], isRight: (proof: Record<string, string>) => boolean) {
  const seen = { proofs: [] as Record<string, string>[], calls: 0, isProved: false };
  server.use(
    http.post("*/api/v1/channels/:id/rotate", () => {
      seen.calls += 1;
      if (seen.isProved) return HttpResponse.json({ channel: {}, secret: null });
      const type = "urn:codebell:fresh-proof-required";
      return HttpResponse.json(sampleProblem(403, REFUSED, { type, methods }), { status: 403 });
    }),
    http.post("*/api/v1/me/proof", async ({ request }) => {
      const proof = (await request.json()) as Record<string, string>;
      seen.proofs.push(proof);
      const errors = [{ field: Object.keys(proof)[0], detail: "is not right" }];
      if (!isRight(proof))
        return HttpResponse.json(sampleProblem(422, "Wrong.", { errors }), { status: 422 });
      seen.isProved = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderPage(
    <>
      <Act name="one" />
      <Act name="two" />
      <ProofGate />
    </>,
  );
  return seen;
}

it("asks for the password and then does what was asked for, also what waited meanwhile", async () => {
  const seen = demand(["password"], ({ password }) => password === "right");
  // The dialog makes the rest of a page inert only in a browser.
  await userEvent.click(screen.getByRole("button", { name: "Rotate one" }));
  expect(await screen.findByRole("dialog", { name: "Confirm that it is you" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Rotate two" }));
  expect(screen.getAllByRole("dialog")).toHaveLength(1);
  expect(screen.queryByRole("button", { name: "Use a code instead" })).toBeNull();

  const field = screen.getByLabelText("Your password");
  await userEvent.type(field, "wrong{Enter}");
  expect(await screen.findByText("Is not right")).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, "right{Enter}");
  expect(await screen.findByText("one is rotated")).toBeVisible();
  expect(await screen.findByText("two is rotated")).toBeVisible();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(seen.proofs).toEqual([{ password: "wrong" }, { password: "right" }]);
  expect(seen.calls).toBe(4);
});

it("takes a code where there is a second factor", async () => {
  const seen = demand(["password", "totp", "recovery_code"], ({ totp }) => totp === "123456");
  await userEvent.click(screen.getByRole("button", { name: "Rotate one" }));
  await userEvent.click(await screen.findByRole("button", { name: "Use a code instead" }));
  await userEvent.type(screen.getByLabelText("Code"), "123456{Enter}");
  expect(await screen.findByText("one is rotated")).toBeVisible();
  expect(seen.proofs).toEqual([{ totp: "123456" }]);
});

it("leaves the call refused when nobody proves anything, and asks again the next time", async () => {
  const seen = demand(["totp", "recovery_code"], () => true);
  await userEvent.click(screen.getByRole("button", { name: "Rotate one" }));
  // Where the password is no proof it is not asked for.
  expect(await screen.findByLabelText("Code")).toBeVisible();
  expect(screen.queryByLabelText("Your password")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByText(REFUSED)).toBeVisible();
  expect(seen).toMatchObject({ proofs: [], calls: 1 });
  await userEvent.click(screen.getByRole("button", { name: "Rotate one" }));
  expect(await screen.findByRole("dialog")).toBeVisible();
});
