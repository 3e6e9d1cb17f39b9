import { t } from "@lingui/core/macro";

/** What the server says of its providers, in the reader's language. */
const WORDS: Record<string, () => string> = {
  "Signs each webhook together with its time, so that forged and replayed ones are refused.": () =>
    t`Signs each webhook together with its time, so that forged and replayed ones are refused.`,
  "In the JoltSMS dashboard, add a webhook endpoint with the address above.": () =>
    t`In the JoltSMS dashboard, add a webhook endpoint with the address above.`,
  "Subscribe it to the event sms.received. Other events may be sent too: they are noted below.":
    () =>
      t`Subscribe the endpoint to the event sms.received. Other events are fine too; Codebell logs them below.`,
  "Compare the signing secret of the endpoint with the one entered here. If there is none yet, or another, enter it now.":
    () =>
      t`Make sure the endpoint’s signing secret matches the one entered here. If the secrets differ or this one is missing, enter it now.`,
  "Send an SMS to one of your numbers.": () => t`Send an SMS to one of your numbers.`,
  "Only for messages that do not say which number they came to.": () =>
    t`Only for messages that do not say which number they came to.`,
  "Signs the body of each webhook. A replay is known by the id of its message.": () =>
    t`Signs the body of each webhook. Codebell spots replays by the message id.`,
  "At ReceiveSMS.ink, open your inbox page and find the card for webhooks.": () =>
    t`At ReceiveSMS.ink, open your inbox page and find the card for webhooks.`,
  "Enter the address above and save. A signing secret is made at that moment.": () =>
    t`Enter the address above and save. The provider then creates a signing secret.`,
  "Copy that secret and enter it here.": () => t`Copy that secret and enter it here.`,
  "Send an SMS to your private number.": () => t`Send an SMS to your private number.`,
  "Not signed. The long random URL is the secret: anyone who has it can post.": () =>
    t`Not signed. The long random URL is the secret: anyone who has it can post.`,
  "In the members area of WebSMS, open the API keys, and the key to be used.": () =>
    t`In the members area of WebSMS, open the API keys, and the key to be used.`,
  "Enter the address above as its webhook. It gets replies and delivery reports; reports are noted below.":
    () =>
      t`Enter the address above as the webhook for this key. The address receives replies and delivery reports; reports appear below.`,
  "Send an SMS to your number, or reply to one that you sent.": () =>
    t`Send an SMS to your number, or reply to one that you sent.`,
  "Connexus may leave out which number a message came to. Then it is this one.": () =>
    t`Used when Connexus doesn’t say which number received a message.`,
  "Has codes to be sent, which go out over your gateways. A token in a header shows that it is the one who asks.":
    () =>
      t`Requests codes, which go out over your gateways. A token in a header proves each request is genuine.`,
  "Set up a gateway under Sends, if there is none yet: the codes go out over it.": () =>
    t`No gateway yet? Set one up under Sends to send your codes.`,
  "In SealRoute, open the settings of phone codes and choose a webhook.": () =>
    t`In SealRoute, open the settings of phone codes and choose a webhook.`,
  "Enter the address above, and the secret as its bearer token. If SealRoute has one already, enter that here.":
    () =>
      t`Enter the address above, and the secret as the bearer token. If SealRoute already has a token, enter that one here instead.`,
  "Have SealRoute send a code to your own phone. It is listed under Sends, where you also say in whose name codes are sent.":
    () =>
      t`Have SealRoute send a code to your own phone. Find the code under Sends, where you also set the company name for codes.`,
  "You say which header has the signature, and what it covers.": () =>
    t`You say which header has the signature, and what it covers.`,
  "At your provider, enter the address above for incoming SMS, as a POST with JSON.": () =>
    t`At your provider, enter the address above as the webhook for incoming SMS (POST, JSON).`,
  "Use the same secret on both sides: paste this one at your provider, or paste theirs here.": () =>
    t`Use the same secret on both sides: paste this one at your provider, or paste theirs here.`,
  "Any other provider that signs with HMAC": () => t`Any other provider that signs with HMAC`,
  "The bare signature of the body": () => t`The bare signature of the body`,
  "sha256=… as GitHub sends it": () => t`sha256=… as GitHub sends it`,
  "t=…,v1=… as Stripe sends it": () => t`t=…,v1=… as Stripe sends it`,
  "Standard Webhooks (Svix and others)": () => t`Standard Webhooks (Svix and others)`,
  "v0=… with its own timestamp header, as Slack sends it": () =>
    t`v0=… with its own timestamp header, as Slack sends it`,
  "Base64, as Shopify sends it": () => t`Base64, as Shopify sends it`,
};

/** A provider that is new on the server is told in the server's own words. */
export function serverWords(words: string): string {
  return WORDS[words]?.() ?? words;
}
