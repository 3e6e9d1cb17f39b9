import { t } from "@lingui/core/macro";
import { serverWords } from "./server-words.ts";
import type { Provider, SecretWay } from "./source-api.ts";

/** What is chosen in the wizard: a provider, or what stands for any other. */
export function offeredAs({ name, guide }: Provider): string {
  return guide.open_format ? serverWords(guide.open_format.offered_as) : name;
}

/**
 * Which ways to its secret a provider has, the usual one first. A secret made here is text, and no key
 * where a key has to be written in Base64 or hex.
 */
export function secretWays({ guide }: Provider, isText: boolean): SecretWay[] {
  return guide.secret_ways.filter((way) => isText || way !== "make");
}

export function secretWayInWords(way: SecretWay, provider: string): [string, string] {
  switch (way) {
    case "paste":
      return [
        t`Paste the provider’s secret`,
        t`${provider} shows it where its webhooks are set up.`,
      ];
    case "later":
      return [
        t`Enter it later`,
        t`${provider} shows it only after the address was saved there. You get the address next.`,
      ];
    case "make":
      return [t`Make one here`, t`It is shown once, to be entered at the provider.`];
  }
}
