/**
 * Where the page stands at its server: "/" or, below another page's name, "/codebell/". The server
 * writes it into the page, as it does with all addresses there.
 */
export const BASE = readBase(document);

export function readBase(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? "/";
}

/** A path of the server, such as "/api/v1", as the browser has to ask for it. */
export function below(path: string, base = BASE): string {
  return base + path.replace(/^\//, "");
}
