import { i18n } from "@lingui/core";
import { anyOf } from "../lib/list-words.ts";
import { isRole, roleName } from "../lib/role-words.ts";
import type { Problem } from "./problem.ts";
import { SENTENCES } from "./sentences.gen.ts";

type Said = Pick<Problem, "code" | "detail" | "params">;

/** The code of a sentence as the server makes it (src/sentence.rs): its letters and digits, by words. */
export function codeOf(template: string): string {
  return template
    .replace(/\{[^}]*\}|['’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** In the reader's language; what a newer server says that this page does not know yet, in English. */
function inOwnWords({ code, detail, params }: Said): string {
  const known = SENTENCES[code];
  return known ? i18n._({ ...known, values: named(params) }) : detail;
}

/** Roles stand in sentences as the page calls them, not as the API does. */
function named(params: Said["params"]): Said["params"] {
  const roles = Object.entries(params).filter(([name]) => name === "role" || name === "roles");
  const inWords = roles.map(([name, value]) => {
    const names = String(value).split(" or ");
    return [name, anyOf(names.map((one) => (isRole(one) ? roleName(one) : one)))];
  });
  return { ...params, ...Object.fromEntries(inWords) };
}

/** What the server refused, in the reader's language. */
export function translate(problem: Problem): Problem {
  if (!problem.errors?.length) return { ...problem, detail: inOwnWords(problem) };
  const errors = problem.errors.map((error) => ({ ...error, detail: inOwnWords(error) }));
  const detail = errors.map((error) => `${error.field}: ${error.detail}`).join("; ");
  return { ...problem, errors, detail };
}

/** Words of the server's forms and steps; its places in braces stay what they are. */
export function serverWords(words: string): string {
  const places = [...words.matchAll(/\{(\w+)\}/g)].map(([place, name]) => [name, place]);
  return inOwnWords({ code: codeOf(words), detail: words, params: Object.fromEntries(places) });
}
