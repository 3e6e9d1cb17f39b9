// Sends a code to a phone and checks what comes back. Node.js 20 or newer, no dependencies.
//
//   CODEBELL_URL=https://codes.example.com CODEBELL_API_KEY=cbk_… \
//     node send-code.mjs +6421234567 MyApp
//
// Exits with 0 when the code was right, and with 1 otherwise.

import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";

const LONGEST_WAIT_SECONDS = 60;
const MOST_TRIES = 3;

const { CODEBELL_URL, CODEBELL_API_KEY } = process.env;
const [to, company] = process.argv.slice(2);

/** What Codebell says no with, as problem+json (RFC 9457). */
class Problem extends Error {}

async function post(path, body, idempotencyKey) {
  const request = {
    method: "POST",
    headers: {
      authorization: `Bearer ${CODEBELL_API_KEY}`,
      "content-type": "application/json",
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    },
    body: JSON.stringify(body),
  };
  for (let tries = 1; ; tries++) {
    let answer;
    try {
      const signal = AbortSignal.timeout(30_000);
      answer = await fetch(new URL(`/api/v1${path}`, CODEBELL_URL), { ...request, signal });
    } catch (error) {
      // The answer was lost. With a key the request can be repeated: it is not sent twice.
      if (!idempotencyKey || tries >= MOST_TRIES) throw error;
      continue;
    }
    if (answer.ok) return answer.json();
    const problem = await answer.json().catch(() => ({}));
    const detail = problem.detail ?? `Codebell answered ${answer.status}`;
    const wait = Number(answer.headers.get("retry-after") ?? Number.POSITIVE_INFINITY);
    const isWorthIt = answer.status === 429 && wait <= LONGEST_WAIT_SECONDS && tries < MOST_TRIES;
    if (!isWorthIt) throw new Problem(detail);
    console.error(detail);
    await sleep(wait * 1000);
  }
}

async function main() {
  if (!CODEBELL_URL || !CODEBELL_API_KEY || !to || !company) {
    throw new Problem("Set CODEBELL_URL and CODEBELL_API_KEY, and name a number and a company.");
  }
  // One key for one wish of one person: who presses a button twice gets one SMS.
  const sent = await post("/otp/send", { to, company }, randomUUID());
  console.log(`sent ${sent.id}`);
  if (sent.status === "unknown") console.log("It may have been sent: wait for it.");

  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const code = await terminal.question("Code: ");
  terminal.close();

  const { verified } = await post("/otp/verify", { id: sent.id, code });
  console.log(verified ? "verified" : "not verified");
  return verified;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Problem ? error.message : `Codebell can't be reached: ${error}`);
  process.exitCode = 1;
}
