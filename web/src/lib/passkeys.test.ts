import { afterEach, expect, it, vi } from "vitest";
import { canUsePasskeys, PasskeyRefused, showPasskey } from "./passkeys.ts";

function browserWith(get: () => Promise<unknown>) {
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal(
    "PublicKeyCredential",
    Object.assign(() => {}, { parseRequestOptionsFromJSON: (json: unknown) => json }),
  );
  vi.stubGlobal("navigator", { credentials: { get } });
}

afterEach(() => vi.unstubAllGlobals());

it("hands the server's options to the browser and answers in JSON", async () => {
  const get = vi.fn().mockResolvedValue({ toJSON: () => ({ id: "k1" }) });
  browserWith(get);
  expect(canUsePasskeys()).toBe(true);
  expect(await showPasskey({ publicKey: { challenge: "abc" } })).toEqual({ id: "k1" });
  expect(get).toHaveBeenCalledWith({ publicKey: { challenge: "abc" } });
});

it("says in words that the browser's question was closed", async () => {
  browserWith(() => Promise.reject(new DOMException("no", "NotAllowedError")));
  const asked = showPasskey({ publicKey: {} });
  await expect(asked).rejects.toBeInstanceOf(PasskeyRefused);
  await expect(asked).rejects.toThrow("prompt was closed");
});

it("knows a browser without passkeys", () => {
  vi.stubGlobal("isSecureContext", false);
  expect(canUsePasskeys()).toBe(false);
});
