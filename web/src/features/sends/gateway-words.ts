import { t } from "@lingui/core/macro";

/** What the server says of its kinds of gateways, in the reader's language. */
const WORDS: Record<string, () => string> = {
  "Sends codes through WebSMS, which writes the text.": () =>
    t`Sends codes through WebSMS, which writes the text.`,
  "Sends an SMS from a Twilio number or messaging service.": () =>
    t`Sends an SMS from a Twilio number or messaging service.`,
  "Sends an SMS from an Android phone of yours.": () =>
    t`Sends an SMS from an Android phone of yours.`,
  "Posts to an address of yours: an Android phone with a gateway app, or any provider.": () =>
    t`Posts to an address of yours: an Android phone with a gateway app, or any provider.`,
  "Puts messages to numbers of this inbox straight into it, without any SMS.": () =>
    t`Delivers messages straight to numbers in this inbox, without sending an SMS.`,
  "Client ID": () => t`Client ID`,
  "From Members Area, API Keys": () => t`From Members Area, API Keys`,
  "Client secret": () => t`Client secret`,
  "Who makes codes": () => t`Who makes codes`,
  "Codes that an application gives are sent as they are": () =>
    t`Codes supplied by an application are sent unchanged`,
  "API address": () => t`API address`,
  "Account SID": () => t`Account SID`,
  "Auth token": () => t`Auth token`,
  From: () => t({ message: "From", context: "sender of an SMS" }),
  "A number, a sender name, or a messaging service (MG…)": () =>
    t`A number, a sender name, or a messaging service (MG…)`,
  Username: () => t`Username`,
  Password: () => t`Password`,
  "Of the cloud, or of the phone, such as http://192.168.1.20:8080": () =>
    t`The address of the cloud or of your phone, such as http://192.168.1.20:8080`,
  Address: () => t`Address`,
  Format: () => t`Format`,
  Body: () => t`Body`,
  "JSON with {to}, {text} and {id} in its texts; of a form, its fields as one object": () => {
    const [to, text, id] = ["{to}", "{text}", "{id}"];
    return t`JSON with ${to}, ${text} and ${id} in its texts; of a form, its fields as one object`;
  },
  Headers: () => t`Headers`,
  "One a line, such as Authorization: Bearer …": () =>
    t`One a line, such as Authorization: Bearer …`,
  "Signing secret": () => t`Signing secret`,
  "Signs as Standard Webhooks do; whsec_ and base64, or any text": () =>
    t`Signs as Standard Webhooks do; whsec_ and base64, or any text`,
  "Message id": () => t`Message id`,
  "Where the answer has the id that receipts name, as a JSON pointer, such as /data/id": () =>
    t`JSON pointer to the message id in the answer, matching the id in delivery reports, such as /data/id`,
};

/** A kind that is new on the server is told in the server's own words. */
export function serverWords(words: string): string {
  return WORDS[words]?.() ?? words;
}

export function resultInWords(result: string): string {
  switch (result) {
    case "accepted":
      return t({ message: "Accepted the last SMS", context: "gateway" });
    case "refused":
      return t({ message: "Didn’t accept the last SMS", context: "gateway" });
    default:
      return t({ message: "Gave no clear answer to the last SMS", context: "gateway" });
  }
}
