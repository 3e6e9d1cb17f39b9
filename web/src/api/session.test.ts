import { beforeEach, expect, it, vi } from "vitest";
import { createSession } from "./session.ts";

const user = { id: "u1", email: "ann@example.com", name: "Ann", role: "owner" as const };

function tokens(access_token: string, expires_in = 900) {
  return Response.json({ access_token, token_type: "Bearer", expires_in, user, capabilities: [] });
}

const send = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(() => {
  send.mockReset();
  // This browser was signed in before.
  localStorage.setItem("codebell.session", "1");
});

it("asks for nothing where nobody was signed in before", async () => {
  localStorage.clear();
  const session = createSession(send);
  await session.start();
  expect(session.current()).toEqual({ phase: "signed-out", ended: false });
  expect(send).not.toHaveBeenCalled();
});

it("asks for one new token however many callers need it at once", async () => {
  send.mockResolvedValue(tokens("t1"));
  const session = createSession(send);
  const got = await Promise.all([session.token(), session.token(), session.refresh()]);
  expect(got).toEqual(["t1", "t1", "t1"]);
  expect(send).toHaveBeenCalledTimes(1);
});

it("lets the request for a token outlive a reload, which would lose the new cookie", async () => {
  send.mockResolvedValue(tokens("t1"));
  await createSession(send).token();
  expect(send.mock.calls[0]?.[0].keepalive).toBe(true);
});

it("keeps a token until shortly before its end", async () => {
  send.mockResolvedValueOnce(tokens("short", 20)).mockResolvedValueOnce(tokens("long"));
  const session = createSession(send);
  await session.start();
  expect(await session.token()).toBe("long");
  expect(await session.token()).toBe("long");
  expect(send).toHaveBeenCalledTimes(2);
});

it("is signed out when the cookie opens nothing", async () => {
  send.mockResolvedValue(new Response(null, { status: 401 }));
  const session = createSession(send);
  await session.start();
  expect(session.current()).toEqual({ phase: "signed-out", ended: false });
  expect(await session.token()).toBeUndefined();
  expect(send).toHaveBeenCalledTimes(1);
});

it("says that the session ended when it was open before", async () => {
  send
    .mockResolvedValueOnce(tokens("t1", 1))
    .mockResolvedValueOnce(new Response(null, { status: 401 }));
  const session = createSession(send);
  await session.start();
  await session.token();
  expect(session.current()).toEqual({ phase: "signed-out", ended: true });
});

it("does not mistake a server that is away for a session that ended", async () => {
  send.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const session = createSession(send);
  await session.start();
  expect(session.current()).toEqual({ phase: "unreachable" });
  send.mockResolvedValueOnce(tokens("t1"));
  await session.start();
  expect(session.current()).toMatchObject({ phase: "signed-in", user });
});
