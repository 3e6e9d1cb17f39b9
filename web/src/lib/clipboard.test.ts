import { afterEach, expect, it, vi } from "vitest";
import { copyText } from "./clipboard.ts";

afterEach(() => vi.unstubAllGlobals());

it("uses the clipboard of a secure page", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  expect(await copyText("482913")).toBe(true);
  expect(writeText).toHaveBeenCalledWith("482913");
});

it("falls back to the copy command over plain http", async () => {
  let selected = "";
  vi.stubGlobal("isSecureContext", false);
  document.execCommand = () => {
    selected = (document.activeElement as HTMLTextAreaElement).value;
    return true;
  };
  expect(await copyText("482913")).toBe(true);
  expect(selected).toBe("482913");
  expect(document.querySelector("textarea")).toBeNull();
});

it("owns up when nothing could be copied", async () => {
  vi.stubGlobal("isSecureContext", false);
  document.execCommand = () => false;
  expect(await copyText("482913")).toBe(false);
});
