import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";

/**
 * What a notification says. It shows on locked screens and in meetings, so the code is in it only
 * where that was chosen, and the text of the message never.
 */
export function notificationWords(message: Message, withCode: boolean) {
  const from = message.service ?? message.sender;
  const number = message.number.label ?? phoneInWords(message.number.phone_number);
  return { title: `${from} · ${number}`, body: bodyOf(message.code, withCode) };
}

function bodyOf(code: string | null | undefined, withCode: boolean): string {
  if (!code) return t`A new message has arrived.`;
  return withCode ? code : t`A new code has arrived.`;
}
