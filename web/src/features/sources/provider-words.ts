import { t } from "@lingui/core/macro";
import type { Provider } from "./source-api.ts";

/** Where a secret comes from: it is there already, comes with the address, or is made here. */
export type SecretWay = "paste" | "later" | "make";

export const GENERIC = "generic";
/** What comes from it is sent on to phones, and becomes no message. */
export const SEALROUTE = "sealroute";

export function providerName({ id, name }: Provider): string {
  return id === GENERIC ? t`Any other provider that signs with HMAC` : name;
}

/** How a provider's webhooks are told from forged ones. */
export function securedBy({ id, is_signed }: Provider): string {
  switch (id) {
    case "joltsms":
      return t`Signs each webhook together with its time, so that forged and replayed ones are refused.`;
    case "receivesms":
      return t`Signs the body of each webhook. A replay is known by the id of its message.`;
    case SEALROUTE:
      return t`Has codes to be sent, which go out over your gateways. A token in a header shows that it is the one who asks.`;
    case GENERIC:
      return t`You say which header has the signature, and what it covers.`;
    default:
      return is_signed
        ? t`Signs its webhooks, so that forged ones are refused.`
        : t`Signs nothing. A long, random address is the secret: only who knows it can post to it.`;
  }
}

/**
 * Which ways to its secret a provider has, the usual one first; none where it signs nothing. A secret
 * made here is text, and no key where a key has to be written in Base64 or hex.
 */
export function secretWays({ id, is_signed }: Provider, isText: boolean): SecretWay[] {
  if (!is_signed) return [];
  switch (id) {
    case "joltsms":
      return ["paste", "later"];
    // It makes the secret when the address is saved there.
    case "receivesms":
      return ["later", "paste"];
    // Its form takes whatever token is entered.
    case SEALROUTE:
      return ["make", "paste"];
    default:
      return isText ? ["paste", "make"] : ["paste"];
  }
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

/** When a source should name the number that its messages are for. */
export function numberHint({ id }: Provider): string {
  return id === "websms"
    ? t`Connexus may leave out which number a message came to. Then it is this one.`
    : t`Only for messages that do not say which number they came to.`;
}

interface ConnectStep {
  words: string;
  /** Whether the secret that the provider shows then is entered here. */
  asksSecret?: boolean;
}

/** What to do at the provider, in order. */
export function connectSteps({ id, name, is_signed }: Provider): ConnectStep[] {
  switch (id) {
    case "joltsms":
      return [
        { words: t`In the JoltSMS dashboard, add a webhook endpoint with the address above.` },
        {
          words: t`Subscribe it to the event sms.received. Other events may be sent too: they are noted below.`,
        },
        {
          words: t`Compare the signing secret of the endpoint with the one entered here. If there is none yet, or another, enter it now.`,
          asksSecret: true,
        },
        { words: t`Send an SMS to one of your numbers.` },
      ];
    case "receivesms":
      return [
        { words: t`At ReceiveSMS.ink, open your inbox page and find the card for webhooks.` },
        { words: t`Enter the address above and save. A signing secret is made at that moment.` },
        { words: t`Copy that secret and enter it here.`, asksSecret: true },
        { words: t`Send an SMS to your private number.` },
      ];
    case "websms":
      return [
        { words: t`In the members area of WebSMS, open the API keys, and the key to be used.` },
        {
          words: t`Enter the address above as its webhook. It gets replies and delivery reports; reports are noted below.`,
        },
        { words: t`Send an SMS to your number, or reply to one that you sent.` },
      ];
    case SEALROUTE:
      return [
        {
          words: t`Set up a gateway under Sends, if there is none yet: the codes go out over it.`,
        },
        { words: t`In SealRoute, open the settings of phone codes and choose a webhook.` },
        {
          words: t`Enter the address above, and the secret as its bearer token. If SealRoute has one already, enter that here.`,
          asksSecret: true,
        },
        {
          words: t`Have SealRoute send a code to your own phone. It is listed under Sends, where you also say in whose name codes are sent.`,
        },
      ];
    default:
      return [
        {
          words:
            id === GENERIC
              ? t`At your provider, enter the address above for incoming SMS, as a POST with JSON.`
              : t`At ${name}, enter the address above for incoming SMS, as a POST with JSON.`,
        },
        ...(is_signed
          ? [
              {
                words: t`Enter the secret there, or the one that is shown there here.`,
                asksSecret: true,
              },
            ]
          : []),
        { words: t`Send an SMS to one of your numbers.` },
      ];
  }
}
