import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
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
        t`Find the secret in ${provider}’s webhook settings.`,
      ];
    case "later":
      return [
        t`Enter it later`,
        t`${provider} shows the secret only after you save the address there. You get the address in the next step.`,
      ];
    case "make":
      return [t`Generate secret here`, t`You’ll see the secret once, to enter at your provider.`];
  }
}
