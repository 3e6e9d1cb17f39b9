// Lists messages page by page, makes a key, and follows the messages with it.
import createClient from "openapi-fetch";
import type { paths } from "./schema";

declare const process: { argv: string[] };

const [url, token] = process.argv.slice(2);
const clientOf = (bearer: string | undefined) =>
  createClient<paths>({
    baseUrl: `${url}/api/v1`,
    headers: { authorization: `Bearer ${bearer}` },
  });
const client = clientOf(token);

function found<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const listed: (string | null)[] = [];
let cursor: string | undefined;
do {
  const query = { limit: 2, cursor };
  const page = found(await client.GET("/messages", { params: { query } }));
  listed.push(...page.data.map(({ code }) => code));
  cursor = page.next_cursor ?? undefined;
} while (cursor);

const body = { name: "TypeScript", scopes: ["messages:read" as const], networks: [] };
const made = found(await client.POST("/api-keys", { body }));
const program = clientOf(made.key);

const followed: (string | null)[] = [];
let after = "00000000-0000-0000-0000-000000000000";
for (;;) {
  const query = { after, limit: 2 };
  const page = found(await program.GET("/messages", { params: { query } }));
  if (page.data.length === 0) break;
  followed.push(...page.data.map(({ code }) => code));
  after = page.next_cursor ?? after;
}

console.log(JSON.stringify({ listed, followed }));
