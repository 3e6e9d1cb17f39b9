import { below } from "../lib/base.ts";
import { saveFile } from "../lib/save-file.ts";
import { sendAuthorised } from "./client.ts";
import { isProblem } from "./problem.ts";

/** Fetches a file with the session's token, which a plain link would not carry, and saves it. */
export async function download(
  path: string,
  query: Record<string, string | undefined>,
  name: string,
): Promise<void> {
  const url = new URL(below(`/api/v1${path}`), location.origin);
  for (const [key, value] of Object.entries(query)) if (value) url.searchParams.set(key, value);
  const answer = await sendAuthorised(new Request(url));
  if (!answer.ok) {
    const said: unknown = await answer.json().catch(() => undefined);
    throw isProblem(said) ? said : new Error(`${path} answered ${answer.status}`);
  }
  saveFile(name, await answer.blob());
}
