import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session } from "../../api/session.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { SignInPage } from "./sign-in-page.tsx";

const asks = (challenge_id: string, detail: string, methods: string[]) =>
  sampleProblem(401, detail, {
    type: "urn:codebell:second-factor-required",
    methods,
    passkey: { challenge_id, options: { publicKey: { challenge: challenge_id } } },
  });

const tokens = {
  access_token: "t",
  token_type: "Bearer",
  expires_in: 900,
  user: { id: "u9", email: "ann@example.com", name: "Ann", role: "viewer" },
  capabilities: [],
};

/** Answers sign-in: without a factor it asks for one, and each time with a new challenge. */
function serveLogin(methods: string[]) {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.get("*/api/v1/setup", () => HttpResponse.json({ open: false })),
    http.post("*/api/v1/auth/login", async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push(body);
      if (body.totp === "123456" || body.passkey) return HttpResponse.json(tokens);
      const detail = body.totp ? "The code is wrong." : "A second factor is needed.";
      return HttpResponse.json(asks(`c${sent.length}`, detail, methods), { status: 401 });
    }),
  );
  return sent;
}

async function passFirstStep() {
  renderPage(<SignInPage />);
  session.end();
  await userEvent.type(await screen.findByLabelText("E-mail"), "ann@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "the password");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

beforeEach(() => session.end());
afterEach(() => vi.unstubAllGlobals());

it("asks for a code after the password, says when it is wrong, and signs in with the right one", async () => {
  const sent = serveLogin(["totp", "recovery_code"]);
  await passFirstStep();
  const code = await screen.findByLabelText("Code");
  expect(code).toHaveAttribute("autocomplete", "one-time-code");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("button", { name: "Use a passkey" })).toBeNull();

  await userEvent.type(code, "000000{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("The code is wrong.");
  await userEvent.clear(code);
  await userEvent.type(code, "123456{Enter}");
  await vi.waitFor(() => expect(session.current().phase).toBe("signed-in"));
  expect(sent.at(-1)).toEqual({
    email: "ann@example.com",
    password: "the password",
    totp: "123456",
  });
});

it("signs in with a passkey for the newest challenge", async () => {
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal(
    "PublicKeyCredential",
    Object.assign(() => {}, { parseRequestOptionsFromJSON: (json: unknown) => json }),
  );
  const get = vi.fn().mockResolvedValue({ toJSON: () => ({ id: "k1" }) });
  Object.defineProperty(navigator, "credentials", { value: { get }, configurable: true });

  const sent = serveLogin(["totp", "passkey"]);
  await passFirstStep();
  await userEvent.type(await screen.findByLabelText("Code"), "000000{Enter}");
  await screen.findByRole("alert");
  await userEvent.click(screen.getByRole("button", { name: "Use a passkey" }));
  await vi.waitFor(() => expect(session.current().phase).toBe("signed-in"));
  expect(sent.at(-1)?.passkey).toEqual({ challenge_id: "c2", credential: { id: "k1" } });
});

it("says how long to wait after too many tries", async () => {
  server.use(
    http.get("*/api/v1/setup", () => HttpResponse.json({ open: false })),
    http.post("*/api/v1/auth/login", () =>
      HttpResponse.json(sampleProblem(429, "Too many tries. Wait 4 minutes."), { status: 429 }),
    ),
  );
  await passFirstStep();
  expect(await screen.findByRole("alert")).toHaveTextContent("Wait 4 minutes.");
});
