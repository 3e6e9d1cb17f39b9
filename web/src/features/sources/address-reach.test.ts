import { expect, it } from "vitest";
import { isPrivateAddress } from "./address-reach.ts";

it.each([
  "http://localhost:8080",
  "http://127.0.0.1:8080/webhooks/a",
  "http://10.1.2.3",
  "http://172.16.0.1",
  "http://192.168.1.4:8080",
  "http://100.64.0.9",
  "http://[::1]:8080",
  "http://[fd00::1]",
  "http://codebell:8080",
  "https://codebell.local",
])("knows that a provider can't reach %s", (url) => {
  expect(isPrivateAddress(url)).toBe(true);
});

it.each([
  "https://codes.example.com",
  "https://203.0.113.9",
  "https://172.32.0.1",
  "https://100.128.0.1",
  "https://[2001:db8::1]",
  "https://fd.example.com",
  "not an address",
])("says nothing against %s", (url) => {
  expect(isPrivateAddress(url)).toBe(false);
});
