import { i18n } from "@lingui/core";
import { HttpResponse, http } from "msw";
import { afterEach, expect, it, vi } from "vitest";
import { sampleProblem } from "../testing/samples.ts";
import { server } from "../testing/server.ts";
import { dataOf, openClient } from "./client.ts";

vi.mock("./server-words.ts", () => {
  throw new TypeError("Failed to fetch dynamically imported module");
});

afterEach(() => i18n.activate("en"));

it("hands on a refusal in English where its other words can't be loaded", async () => {
  i18n.activate("de");
  const problem = sampleProblem(403, "This needs the role owner; yours is viewer.");
  server.use(
    http.post("*/api/v1/auth/login", () =>
      HttpResponse.json(problem, {
        status: 403,
        headers: { "content-type": "application/problem+json" },
      }),
    ),
  );
  const call = openClient.POST("/auth/login", { body: {} as never });
  await expect(dataOf(call)).rejects.toMatchObject({ status: 403, detail: problem.detail });
});
