import { phoneInWords } from "./phone-words.ts";

/** Who a message is from, as people know them: the service, or else the number or name that sent it. */
export function fromInWords({
  service,
  sender,
}: {
  service: string | null;
  sender: string;
}): string {
  return service ?? phoneInWords(sender);
}
