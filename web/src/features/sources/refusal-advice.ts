import { t } from "@lingui/core/macro";
import { headerIn, pointerIn, stalenessIn, wrongClock } from "./delivery-facts.ts";
import { reasonInWords } from "./reason-words.ts";
import type { Delivery, Reason } from "./source-api.ts";
import { spanInWords } from "./span-words.ts";

export interface Advice {
  title: string;
  /** How to mend it, the likeliest first. */
  steps: string[];
}

interface About {
  provider: string;
  isGeneric: boolean;
  /** By how many seconds the server's clock is ahead of this computer's. */
  clockLead: number | undefined;
}

/** What is wrong with a delivery that became no message, and how to mend it. */
export function adviceFor(delivery: Delivery, about: About): Advice {
  const { reason } = delivery;
  const write = reason && ADVICE[reason];
  if (write) return write(delivery.detail, about);
  return { title: reason ? reasonInWords(reason) : delivery.detail, steps: [] };
}

const ADVICE: Record<Reason, (detail: string, about: About) => Advice> = {
  signature_mismatch: (_, { provider }) => ({
    title: t`The signature does not match.`,
    steps: [
      t`The secrets probably differ. Compare this one with the secret at ${provider}; if in doubt, enter theirs here.`,
      t`An extra space or a missing last character also makes a secret wrong.`,
      t`If the secret is correct, something in between changes the body: make sure any proxy passes the body on unchanged.`,
    ],
  }),
  header_missing: (detail, { provider }) => {
    const header = headerIn(detail);
    return {
      title: header
        ? t`The header ${header} is missing.`
        : t`A header needed for the signature is missing.`,
      steps: [
        t`See whether signing is turned on at ${provider}.`,
        t`If the provider sends its signature in another header, set that header under “How it signs”.`,
        t`Opening the address in a browser also causes this; you can ignore it.`,
      ],
    };
  },
  header_malformed: (detail) => {
    const header = headerIn(detail);
    return {
      title: header
        ? t`The header ${header} has an unexpected format.`
        : t`A header has an unexpected format.`,
      steps: [
        t`Compare the header with the provider’s documentation, and change it under “How it signs”.`,
      ],
    };
  },
  stale_timestamp: staleAdvice,
  plain_http: (_, { provider }) => ({
    title: t`The webhook used unencrypted http, so anyone in between can read the code.`,
    steps: [
      t`Enter the address at ${provider} with https:// at its beginning.`,
      t`Already using https? Then a proxy in front of Codebell ends the encryption without telling Codebell: make the proxy send X-Forwarded-Proto, and list it in CODEBELL_TRUSTED_PROXIES.`,
    ],
  }),
  not_json: (_, { provider }) => ({
    title: t`The signature is right, but the body is not JSON.`,
    steps: [t`Choose JSON as the format of webhooks at ${provider}. The body was kept.`],
  }),
  field_missing: (detail, { isGeneric }) => {
    const pointer = pointerIn(detail);
    return {
      title: pointer
        ? t`The signature is right, but the body has no usable field ${pointer}.`
        : t`The signature is right, but a field is missing in the body.`,
      steps: [
        isGeneric
          ? t`Say where it is under “Where the fields are”. The body was kept.`
          : t`The provider may have changed its format, or this is a test without a message. The body was kept.`,
      ],
    };
  },
};

function staleAdvice(detail: string, { provider, clockLead }: About): Advice {
  const stale = stalenessIn(detail);
  if (!stale) return { title: reasonInWords("stale_timestamp"), steps: [checkClocks()] };
  const span = spanInWords(stale.seconds);
  const title = stale.isAhead
    ? t`The webhook’s timestamp is ${span} in the future.`
    : t`The webhook was signed ${span} ago, which is too old to accept.`;
  const fault = wrongClock(stale, clockLead);
  const late = t`An old command or a late retry also causes this: have ${provider} send the webhook again.`;
  if (fault === "server") {
    return {
      title,
      steps: [t`The clock of this server is off by about ${span}. Set it by network time (NTP).`],
    };
  }
  if (fault === "sender") {
    const clock = t`The clock of this server agrees with your computer’s, so the sender’s is off by about ${span}.`;
    return { title, steps: stale.isAhead ? [clock] : [clock, late] };
  }
  return { title, steps: stale.isAhead ? [checkClocks()] : [checkClocks(), late] };
}

function checkClocks(): string {
  return t`One of the clocks is wrong. Check the server’s clock first, then the sender’s.`;
}
