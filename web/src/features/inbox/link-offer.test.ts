import { expect, it } from "vitest";
import { webHost } from "./link-offer.tsx";

it("names the host a web link leads to", () => {
  expect(webHost("https://login.example.com:8443/x?y=1")).toBe("login.example.com:8443");
});

it("shows the real host behind a name that imitates another", () => {
  expect(webHost("https://bank.example@evil.example/")).toBe("evil.example");
  expect(webHost("https://gооgle.com/")).toMatch(/^xn--/);
});

it.each(["javascript:alert(1)", "data:text/html,x", "tel:+1202", "no link"])(
  "offers nothing for %s",
  (link) => {
    expect(webHost(link)).toBeUndefined();
  },
);
