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
      t`Most often the secret differs. Compare it with the one at ${provider}, and enter theirs here if in doubt.`,
      t`A secret copied with a space or without its last character differs too.`,
      t`If the secret is right, something in between changes the body: a proxy must pass it on as it is.`,
    ],
  }),
  header_missing: (detail, { provider }) => {
    const header = headerIn(detail);
    return {
      title: header
        ? t`The header ${header} is missing.`
        : t`A header that belongs to the signature is missing.`,
      steps: [
        t`See whether signing is turned on at ${provider}.`,
        t`If it sends its signature in another header, say so under “How it signs”.`,
        t`A visit of the address in a browser looks like this too, and means nothing.`,
      ],
    };
  },
  header_malformed: (detail) => {
    const header = headerIn(detail);
    return {
      title: header
        ? t`The header ${header} is laid out differently than expected.`
        : t`A header is laid out differently than expected.`,
      steps: [t`Compare it with the provider’s documentation, and change it under “How it signs”.`],
    };
  },
  stale_timestamp: staleAdvice,
  plain_http: (_, { provider }) => ({
    title: t`It came over plain http, where anybody in between can read the code.`,
    steps: [
      t`Enter the address at ${provider} with https:// at its beginning.`,
      t`If it is so already, a proxy in front of Codebell ends the encryption without saying so: it has to send X-Forwarded-Proto, and CODEBELL_TRUSTED_PROXIES has to name it.`,
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
    ? t`It was signed ${span} in the future.`
    : t`It was signed ${span} ago, too long to be accepted.`;
  const fault = wrongClock(stale, clockLead);
  const late = t`An old command or a late repeat looks like this too: let ${provider} send anew.`;
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
  return t`A clock is wrong. Compare the server’s with the right time, then the sender’s.`;
}
