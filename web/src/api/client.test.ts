import { HttpResponse, http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { server } from "../testing/server.ts";
import { client, dataOf } from "./client.ts";
import { session } from "./session.ts";

const user = { id: "u1", email: "ann@example.com", name: "Ann", role: "viewer" as const };
const grant = (access_token: string) => ({
  access_token,
  token_type: "Bearer",
  expires_in: 900,
  user,
  capabilities: [],
});

beforeEach(() => session.accept(grant("old")));

it("exchanges a refused token once and sends the request again", async () => {
  let refreshes = 0;
  server.use(
    http.post("*/api/v1/auth/refresh", () => {
      refreshes++;
      return HttpResponse.json(grant("new"));
    }),
    http.post("*/api/v1/messages/read", async ({ request }) => {
      if (request.headers.get("authorization") !== "Bearer new")
        return new HttpResponse(null, { status: 401 });
      expect(await request.json()).toEqual({ ids: ["m1"] });
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const mark = () => client.POST("/messages/read", { body: { ids: ["m1"] } });
  const answers = await Promise.all([mark(), mark(), mark()]);
  expect(answers.map(({ response }) => response.status)).toEqual([204, 204, 204]);
  expect(refreshes).toBe(1);
});

it("signs out when the refresh is refused as well", async () => {
  server.use(
    http.post("*/api/v1/auth/refresh", () => new HttpResponse(null, { status: 401 })),
    http.get("*/api/v1/me", () => new HttpResponse(null, { status: 401 })),
  );
  const { response } = await client.GET("/me");
  expect(response.status).toBe(401);
  expect(session.current()).toEqual({ phase: "signed-out", ended: true });
});

it("takes an error without a word for an error", async () => {
  server.use(http.post("*/api/v1/messages/read", () => new HttpResponse(null, { status: 502 })));
  const call = client.POST("/messages/read", { body: { ids: [] } });
  await expect(dataOf(call)).rejects.toThrow("502");
});
