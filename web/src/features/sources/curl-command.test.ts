import { expect, it } from "vitest";
import { curlCommand, shellQuoted } from "./curl-command.ts";

const request = {
  method: "POST",
  url: "https://codes.example.com/webhooks/joltsms",
  headers: [
    { name: "Content-Type", value: "application/json" },
    { name: "X-Jolt-Signature", value: "t=17,v1=ab" },
  ],
  body: '{"text":"It\'s 482913"}',
};

it("quotes each header and the body for the shell", () => {
  expect(curlCommand(request)).toBe(
    [
      "curl --request POST 'https://codes.example.com/webhooks/joltsms' \\",
      "  --header 'Content-Type: application/json' \\",
      "  --header 'X-Jolt-Signature: t=17,v1=ab' \\",
      `  --data-raw '{"text":"It'\\''s 482913"}'`,
    ].join("\n"),
  );
});

it.each([
  ["It's", "'It'\\''s'"],
  ["''", "''\\'''\\'''"],
  ['$HOME `id` $(id) \\ ! "', "'$HOME `id` $(id) \\ ! \"'"],
  ["two\nlines", "'two\nlines'"],
  ["", "''"],
])("hands %j to a program unchanged", (text, quoted) => {
  expect(shellQuoted(text)).toBe(quoted);
});

it("names the body JSON where the request does not, and keeps an empty header", () => {
  const command = curlCommand({ ...request, headers: [{ name: "X-Empty", value: "" }] });
  expect(command).toContain("--header 'Content-Type: application/json'");
  expect(command).toContain("--header 'X-Empty;'");
});
