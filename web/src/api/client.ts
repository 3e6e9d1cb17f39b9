import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import createFetchClient from "openapi-fetch";
import { below } from "../lib/base.ts";
import { withFreshProof } from "./fresh-proof.ts";
import { isProblem } from "./problem.ts";
import type { components, paths } from "./schema.gen.ts";
import { session } from "./session.ts";

export type Message = components["schemas"]["Message"];
export type Claim = components["schemas"]["Claim"];
export type MessagePage = components["schemas"]["Page_Message"];
export type PhoneNumber = components["schemas"]["Number"];
export type Me = components["schemas"]["Me"];
export type Session = components["schemas"]["Session"];
export type Passkey = components["schemas"]["Passkey"];
export type ApiKey = components["schemas"]["ApiKey"];
export type Member = components["schemas"]["Member"];
export type Team = components["schemas"]["Team"];
export type Invitation = components["schemas"]["Invitation"];
export type BillingEntry = components["schemas"]["NumberCost"];
export type Channel = components["schemas"]["Channel"];
export type Delivery = components["schemas"]["Delivery"];
export type Notice = components["schemas"]["Notice"];
export type ForwardingRule = components["schemas"]["Rule"];
export type AuditEntry = components["schemas"]["AuditEntry"];
export type FreshProof = components["schemas"]["FreshProof"];
export type AuditPage = components["schemas"]["Page_AuditEntry"];

// The global is looked up at each call, so that tests can stand in for it.
const send = async (request: Request) => inReadersLanguage(await globalThis.fetch(request));

/** What the server refuses it says in English, with what the page needs to say it otherwise. */
async function inReadersLanguage(answer: Response): Promise<Response> {
  const type = answer.headers.get("content-type");
  if (i18n.locale === "en" || !type?.startsWith("application/problem+json")) return answer;
  try {
    const problem: unknown = await answer.clone().json();
    const { translate } = await import("./server-words.ts");
    return isProblem(problem) ? Response.json(translate(problem), answer) : answer;
  } catch {
    // What the words are made from may be gone, after an upgrade: in English they are there.
    return answer;
  }
}

function bearing(request: Request, token: string) {
  const authorised = new Request(request);
  authorised.headers.set("authorization", `Bearer ${token}`);
  return authorised;
}

/**
 * Sends with the session's token; a refused token is exchanged once for a new one, and where the server
 * wants to be sure who sits there, the member is asked and the call repeated.
 */
export function sendAuthorised(request: Request): Promise<Response> {
  return withFreshProof(() => sendWithToken(request.clone()));
}

async function sendWithToken(request: Request): Promise<Response> {
  const token = await session.token();
  if (!token) return ended();
  const answer = await send(bearing(request.clone(), token));
  if (answer.status !== 401) return answer;
  const fresh = await session.refresh();
  return fresh ? send(bearing(request, fresh)) : answer;
}

function ended() {
  const problem = {
    type: "about:blank",
    title: "Unauthorized",
    status: 401,
    detail: t`Your session has ended.`,
  };
  return Response.json(problem, {
    status: 401,
    headers: { "content-type": "application/problem+json" },
  });
}

const baseUrl = `${location.origin}${below("/api/v1")}`;

/** For what anyone may call: setup and sign-in. */
export const openClient = createFetchClient<paths>({ baseUrl, fetch: send });
export const client = createFetchClient<paths>({ baseUrl, fetch: sendAuthorised });

export interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer; throws what the server said when it refused, or that it said nothing. */
export async function dataOf<T>(call: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw error ?? new Error(`an empty answer, ${response.status}`);
  return data as T;
}
