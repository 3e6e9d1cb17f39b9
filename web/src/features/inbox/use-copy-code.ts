import { useEffect, useRef, useState } from "react";
import type { Message } from "../../api/client.ts";
import { copyText } from "../../lib/clipboard.ts";
import { spokenCode } from "../../lib/code-groups.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { useMarkCopied, useMarkRead } from "./use-messages.ts";

const ANSWER_MS = 2200;

export type CopyOutcome = "copied" | "failed" | undefined;

/** Copies a message's code, answers visibly and audibly, and tells the team's record of it. */
export function useCopyCode(message: Message) {
  const [outcome, setOutcome] = useState<CopyOutcome>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const announce = useAnnounce();
  const { mutate: markCopied } = useMarkCopied();
  const { mutate: markRead } = useMarkRead();

  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy() {
    if (!message.code) return;
    const copied = await copyText(message.code);
    setOutcome(copied ? "copied" : "failed");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome(undefined), ANSWER_MS);
    if (!copied) {
      announce("The code could not be copied. Select it and copy it by hand.");
      return;
    }
    announce(`Copied the code ${spokenCode(message.code)}`);
    markCopied(message.id);
    if (!message.read) markRead(message.id);
  }

  return { outcome, copy };
}
