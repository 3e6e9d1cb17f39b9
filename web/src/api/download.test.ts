import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import { sampleProblem } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { download } from "./download.ts";
import { session } from "./session.ts";

const saved = vi.hoisted(() => vi.fn());
vi.mock("../lib/save-file.ts", () => ({ saveFile: saved }));

beforeEach(() => {
  const user = { id: "u1", email: "ann@example.com", name: "Ann", role: "owner" as const };
  session.accept({
    access_token: "token",
    token_type: "Bearer",
    expires_in: 900,
    user,
    capabilities: [],
  });
});

it("fetches with the session's token and the filters that are set", async () => {
  server.use(
    http.get("*/api/v1/audit/export", ({ request }) => {
      expect(request.headers.get("authorization")).toBe("Bearer token");
      expect(new URL(request.url).search).toBe("?format=csv");
      return new HttpResponse("a,b");
    }),
  );
  await download("/audit/export", { format: "csv", action: undefined }, "log.csv");
  expect(saved).toHaveBeenCalledWith("log.csv", expect.anything());
});

it("throws what the server said when it refused", async () => {
  server.use(
    http.get("*/api/v1/billing/export", () =>
      HttpResponse.json(sampleProblem(403, "Only an Owner may."), { status: 403 }),
    ),
  );
  await expect(download("/billing/export", {}, "x.csv")).rejects.toMatchObject({
    detail: "Only an Owner may.",
  });
});
