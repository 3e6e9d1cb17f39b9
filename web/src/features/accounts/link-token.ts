// The form may be drawn anew after the address was cleaned.
const kept = new Map<string, string>();

/**
 * Takes a link's token out of the address bar. It travels in the fragment, which no request
 * carries and no log keeps; taken out at once, it stays in no history either.
 */
export function takeLinkToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    kept.set(location.pathname, token);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return kept.get(location.pathname) ?? "";
}
