import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { sampleProblem } from "../../testing/samples.ts";
import { server } from "../../testing/server.ts";
import { TotpSetup } from "./totp-setup.tsx";

const refuse = (field: string, detail: string) =>
  HttpResponse.json(sampleProblem(422, "Look at the fields.", { errors: [{ field, detail }] }), {
    status: 422,
  });

it("goes over picture and code to the recovery codes", async () => {
  server.use(
    http.post("*/api/v1/me/totp", () => {
      const qr_code = "data:image/svg+xml;base64,PHN2Zy8+";
      return HttpResponse.json({ secret: "JBSWY3DPEHPK3PXP", otpauth_url: "otpauth://x", qr_code });
    }),
    http.post("*/api/v1/me/totp/confirm", async ({ request }) => {
      const { code } = (await request.json()) as { code: string };
      if (code !== "123456") return refuse("code", "The code does not fit.");
      return HttpResponse.json({ recovery_codes: ["aaaa-bbbb", "cccc-dddd"] });
    }),
  );
  const onDone = vi.fn();
  renderPage(<TotpSetup onDone={onDone} onCancel={() => {}} />);

  await userEvent.click(screen.getByRole("button", { name: "Continue" }));

  expect(await screen.findByAltText("QR code for the authenticator app")).toBeVisible();
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText("Code from the app"), "000000{Enter}");
  expect(await screen.findByText("The code does not fit.")).toBeVisible();
  await userEvent.clear(screen.getByLabelText("Code from the app"));
  await userEvent.type(screen.getByLabelText("Code from the app"), "123 456{Enter}");

  expect(await screen.findByText("aaaa-bbbb")).toBeVisible();
  expect(onDone).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "I saved my codes" }));
  expect(onDone).toHaveBeenCalled();
});
