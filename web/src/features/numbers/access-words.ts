import type { PhoneNumber } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";

type Access = PhoneNumber["access"];

export const ACCESS: Record<Access, string> = {
  new: "New",
  team: "Whole team",
  restricted: "Restricted",
};

export const ACCESS_IN_WORDS: Record<Access, string> = {
  new: "Nobody has opened it yet. Only owners and managers see it.",
  team: "Everybody on the team sees its messages.",
  restricted: "Only owners and the people below see its messages.",
};

export function numberName(number: { label?: string | null; phone_number: string }): string {
  return number.label ?? phoneInWords(number.phone_number);
}
