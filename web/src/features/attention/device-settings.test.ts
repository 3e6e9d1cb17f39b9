import { afterEach, expect, it, vi } from "vitest";
import { createDeviceSettings, readSettings } from "./device-settings.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it("is quiet until something is chosen", () => {
  expect(createDeviceSettings().current()).toMatchObject({ sound: false, notifications: false });
});

it("keeps a choice on the device", () => {
  createDeviceSettings().change({ sound: true, tune: "glass" });
  expect(createDeviceSettings().current()).toMatchObject({
    sound: true,
    tune: "glass",
    volume: 60,
  });
});

it.each([
  null,
  "",
  "not json",
  "null",
  "[]",
  '{"sound":"yes","tune":"trumpet","volume":900,"notifications":1}',
])("falls back to the defaults for %s", (text) => {
  expect(readSettings(text)).toEqual(readSettings("{}"));
});

it("follows what another tab chooses", () => {
  const here = createDeviceSettings();
  const heard = vi.fn();
  const leave = here.subscribe(heard);
  localStorage.setItem("codebell.device", '{"sound":true}');
  dispatchEvent(new StorageEvent("storage", { key: "codebell.device" }));
  expect(here.current().sound).toBe(true);
  expect(heard).toHaveBeenCalledOnce();
  leave();
});

it("holds for as long as the page is open where storage is forbidden", () => {
  const forbid = () => {
    throw new DOMException("no", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbid, setItem: forbid, clear() {} });
  const settings = createDeviceSettings();
  settings.change({ volume: 20 });
  expect(settings.current().volume).toBe(20);
  vi.unstubAllGlobals();
});
