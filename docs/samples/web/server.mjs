// A form that confirms a phone number: serves the page, and asks Codebell with the key, which no browser
// gets. Node.js 20 or newer, no dependencies.
//
//   CODEBELL_URL=https://codes.example.com CODEBELL_API_KEY=cbk_… COMPANY=MyApp \
//     WEBOTP_DOMAIN=www.example.com PORT=3000 node server.mjs
//
// WEBOTP_DOMAIN is the host that the page is opened at; without it phones do not fill in the code
// by themselves. To Codebell all visitors come from this server: limit each of them here before you
// put such a form into the open.

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const { CODEBELL_URL, CODEBELL_API_KEY, COMPANY = "MyApp", WEBOTP_DOMAIN } = process.env;
if (!CODEBELL_URL || !CODEBELL_API_KEY)
  throw new Error("CODEBELL_URL and CODEBELL_API_KEY are needed");

const FILES = new Map(
  await Promise.all(
    [
      ["/", "index.html", "text/html; charset=utf-8"],
      ["/form.js", "form.js", "text/javascript"],
      ["/form.css", "form.css", "text/css"],
    ].map(async ([path, name, type]) => [
      path,
      { type, body: await readFile(new URL(name, import.meta.url)) },
    ]),
  ),
);
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};
const LARGEST_BODY = 10_000;
const SESSION_MS = 15 * 60_000;

/** What was sent for whom, by the cookie: nobody checks the code of somebody else. */
const sessions = new Map();

/** What goes wrong, in words that a visitor may read. */
class Refusal extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    Object.assign(this, { status, headers });
  }
}

const ROUTES = {
  async "/send"({ phone }, session) {
    if (typeof phone !== "string") throw new Refusal(400, "A phone number is needed.");
    const body = { to: phone, company: COMPANY };
    if (WEBOTP_DOMAIN) body.webotp_domain = WEBOTP_DOMAIN;
    const sent = await codebell("/otp/send", body, randomUUID());
    session.sendId = sent.id;
    return { resend_after: sent.resend_after };
  },
  async "/verify"({ code }, session) {
    if (typeof code !== "string" || !session.sendId)
      throw new Refusal(400, "Ask for a code first.");
    const { verified } = await codebell("/otp/verify", { id: session.sendId, code });
    // From here on your program knows the number: keep that in the session, not in the browser.
    return { verified };
  },
};

async function codebell(path, body, idempotencyKey) {
  const request = {
    method: "POST",
    headers: {
      authorization: `Bearer ${CODEBELL_API_KEY}`,
      "content-type": "application/json",
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    },
    body: JSON.stringify(body),
  };
  const ask = () =>
    fetch(new URL(`/api/v1${path}`, CODEBELL_URL), {
      ...request,
      signal: AbortSignal.timeout(30_000),
    });
  // With a key a request whose answer was lost can be repeated: it is not sent twice.
  const answer = await ask().catch((error) => {
    if (!idempotencyKey) throw error;
    return ask();
  });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  console.error(`${path} answered ${answer.status}: ${problem.detail}`);
  const wait = answer.headers.get("retry-after");
  if (answer.status === 429)
    throw new Refusal(429, `Please wait ${wait} s and try again.`, { "retry-after": wait });
  if (answer.status === 422 && problem.errors?.[0]?.field === "to")
    throw new Refusal(
      422,
      "No code can be sent to this number. Does it begin with + and a country?",
    );
  if (answer.status === 422 && problem.errors?.[0]?.field === "code")
    throw new Refusal(422, "A code has 4 to 8 digits.");
  throw new Refusal(502, "This does not work at the moment. Please try again later.");
}

async function read(request) {
  // No other site posts here: it could neither set this type nor hide where it comes from.
  const site = request.headers["sec-fetch-site"] ?? "same-origin";
  if (request.headers["content-type"] !== "application/json" || site !== "same-origin")
    throw new Refusal(403, "Use the form.");
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Refusal(413, "That is too long.");
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Refusal(400, "That is not JSON.");
  }
}

function sessionOf(request, headers) {
  for (const [id, { endsAt }] of sessions) if (endsAt < Date.now()) sessions.delete(id);
  const id = /(?:^|; )sample=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
  const known = sessions.get(id);
  if (known) return known;
  const [newId, session] = [randomUUID(), { endsAt: Date.now() + SESSION_MS }];
  sessions.set(newId, session);
  // Over https add Secure.
  headers["set-cookie"] = `sample=${newId}; HttpOnly; SameSite=Strict; Path=/`;
  return session;
}

async function answer(request, response) {
  const file = FILES.get(request.url);
  if (file && request.method === "GET") {
    response.writeHead(200, { ...HEADERS, "content-type": file.type }).end(file.body);
    return;
  }
  const route = Object.hasOwn(ROUTES, request.url) ? ROUTES[request.url] : undefined;
  const headers = { ...HEADERS, "content-type": "application/json" };
  try {
    if (!route || request.method !== "POST") throw new Refusal(404, "There is nothing here.");
    const body = await route(await read(request), sessionOf(request, headers));
    response.writeHead(200, headers).end(JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    const {
      status = 502,
      message,
      headers: more,
    } = error instanceof Refusal ? error : { message: "This does not work at the moment." };
    response.writeHead(status, { ...headers, ...more }).end(JSON.stringify({ message }));
  }
}

const server = createServer(answer).listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://localhost:${server.address().port}`);
});
