// Verifies webhooks as their receivers do: with the official package of Standard Webhooks, and with
// the algorithm of ReceiveSMS.ink's published receivers (HMAC-SHA256 of the raw body in hex, compared
// in constant time).
// Usage: node webhook-verifier.mjs
// Reads one JSON line {secret, headers, body}; prints one {standard, receivesms} of booleans for each.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

function standard({ secret, headers, body }) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function receivesms({ secret, headers, body }) {
  const expected = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const given = Buffer.from(headers["x-webhook-signature"] ?? "");
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const found = { standard: standard(request), receivesms: receivesms(request) };
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
