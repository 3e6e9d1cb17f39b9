// Lists messages page by page, makes a key, and follows the messages with it.
import { createClient } from "./client/client";
import { apiKeysCreate, messagesList } from "./client";

declare const process: { argv: string[] };

const [url, token] = process.argv.slice(2);
const clientOf = (auth: string | undefined) => createClient({ baseUrl: `${url}/api/v1`, auth });
const client = clientOf(token);

const listed: (string | null)[] = [];
let cursor: string | undefined;
do {
  const page = await messagesList({ client, query: { limit: 2, cursor }, throwOnError: true });
  listed.push(...page.data.data.map(({ code }) => code));
  cursor = page.data.next_cursor ?? undefined;
} while (cursor);

const body = { name: "TypeScript", scopes: ["messages:read" as const] };
const made = await apiKeysCreate({ client, body, throwOnError: true });
const program = clientOf(made.data.key);

const followed: (string | null)[] = [];
let after = "00000000-0000-0000-0000-000000000000";
for (;;) {
  const query = { after, limit: 2 };
  const page = await messagesList({ client: program, query, throwOnError: true });
  if (page.data.data.length === 0) break;
  followed.push(...page.data.data.map(({ code }) => code));
  after = page.data.next_cursor ?? after;
}

console.log(JSON.stringify({ listed, followed }));
