import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { sampleMe } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { SecondFactorGate } from "./second-factor-gate.tsx";

it("stands before every page until a second factor is set up and its recovery codes were seen", async () => {
  let setUp = false;
  server.use(
    http.get("*/api/v1/me", () => {
      const me = sampleMe();
      return HttpResponse.json({
        ...me,
        two_factor: { ...me.two_factor, required: true, setup_required: !setUp },
      });
    }),
    http.post("*/api/v1/me/totp", () =>
      HttpResponse.json({ secret: "JBSWY3DP", otpauth_url: "x", qr_code: "data:image/svg+xml," }),
    ),
    http.post("*/api/v1/me/totp/confirm", () => {
      setUp = true;
      return HttpResponse.json({ recovery_codes: ["aaaa-bbbb"] });
    }),
  );
  renderPage(
    <SecondFactorGate>
      <p>The inbox</p>
    </SecondFactorGate>,
  );
  await userEvent.click(await screen.findByRole("button", { name: "Use an authenticator app" }));
  expect(screen.queryByText("The inbox")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  await userEvent.type(await screen.findByLabelText("Code from the app"), "123456{Enter}");
  await screen.findByText("aaaa-bbbb");
  expect(screen.queryByText("The inbox")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "I saved my codes" }));
  expect(await screen.findByText("The inbox")).toBeVisible();
});
