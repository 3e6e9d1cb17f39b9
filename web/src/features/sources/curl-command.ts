import type { SignedRequest } from "./source-api.ts";

/** A word of the shell, as it is: within single quotes nothing means anything but their end. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A request as a command for bash that sends exactly its bytes. */
export function curlCommand({ method, url, headers, body }: SignedRequest): string {
  const names = headers.map(({ name }) => name.toLowerCase());
  // Without one, curl would call the body a form.
  const all = names.includes("content-type")
    ? headers
    : [{ name: "Content-Type", value: "application/json" }, ...headers];
  return [
    `curl --request ${method} ${shellQuoted(url)}`,
    // "Name:" would take the header away; "Name;" sends it empty.
    ...all.map(({ name, value }) => {
      const line = value === "" ? `${name};` : `${name}: ${value}`;
      return `  --header ${shellQuoted(line)}`;
    }),
    // Raw: a body that begins with @ is no name of a file.
    `  --data-raw ${shellQuoted(body)}`,
  ].join(" \\\n");
}
