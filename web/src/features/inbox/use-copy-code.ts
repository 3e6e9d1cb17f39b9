import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { clearClipboard, copyText } from "../../lib/clipboard.ts";
import { spokenCode } from "../../lib/code-groups.ts";
import { useStable } from "../../lib/use-stable.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { claimsOnCopy, otherUser } from "./claims.ts";
import { answerCopy, withdrawAnswer } from "./copy-outcome.ts";
import { showCopy } from "./last-copy.ts";
import { useClaim } from "./use-claim.ts";
import { useMarkCopied, useMarkRead } from "./use-messages.ts";

/**
 * Copies a message's code, answers visibly and audibly, and tells the team's record of it. The
 * function stays the same, so that rows that have it need not be drawn again.
 */
export function useCopyCode(): (message: Message) => void {
  const announce = useAnnounce();
  const { mutateAsync: markCopied } = useMarkCopied();
  const { mutate: markRead } = useMarkRead();
  const { claim, release, ownId } = useClaim();
  const mayClaim = useCapability("messages:claim");
  const { claim_on_copy } = usePreferences();

  async function copy(message: Message) {
    if (!message.code) return;
    const copied = await copyText(message.code);
    if (!copied) {
      answerCopy(message.id, { kind: "failed" });
      announce(t`The code could not be copied. Select it and copy it by hand.`);
      return;
    }
    const name = otherUser(message, ownId, Date.now());
    const spoken = spokenCode(message.code);
    answerCopy(message.id, { kind: "copied", usedBy: name });
    announce(
      name
        ? t`Copied the code ${spoken}. ${name} is using this code.`
        : t`Copied the code ${spoken}`,
    );
    const made = { undone: false, claim: false };
    showCopy({
      message,
      undo: () => {
        made.undone = true;
        withdrawAnswer();
        announce(t`Undone. The code is off the clipboard.`);
        void clearClipboard();
        if (made.claim) release(message.id);
      },
    });
    if (!message.read) markRead([message.id]);
    // In this order, so that what the team sees of it reads as it happened.
    await markCopied(message.id).catch(() => {});
    if (made.undone || !mayClaim || !claim_on_copy) return;
    if (!claimsOnCopy(message, ownId, Date.now())) return;
    made.claim = true;
    claim(message.id);
  }

  return useStable((message: Message) => void copy(message));
}
