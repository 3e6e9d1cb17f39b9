import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { newestLiveCode } from "./code-runs.ts";
import { type InboxFilters, toMessageQuery } from "./inbox-search.ts";
import { latestCodes, newestFirst } from "./latest-cache.ts";
import { findMessage, listKey } from "./message-cache.ts";
import type { MessagePages } from "./message-pages.ts";
import { hasBeenSeen } from "./on-screen.ts";
import { useClaim } from "./use-claim.ts";
import { useCopyCode } from "./use-copy-code.ts";

interface MessageKeys {
  filters: InboxFilters;
  openId?: string;
  onClose: () => void;
  onKeepUnread: (id: string) => void;
}

/**
 * The keys for the open message; where none is open, for the newest code that still lives and has been
 * in sight: one that came in this moment is not what somebody meant.
 */
export function useMessageKeys({ filters, openId, onClose, onKeepUnread }: MessageKeys) {
  const cache = useQueryClient();
  const copy = useCopyCode();
  const { toggle } = useClaim();
  const mayClaim = useCapability("messages:claim");
  const mayMark = useCapability("messages:copy");

  function meant(): Message | undefined {
    if (openId) return findMessage(cache, openId);
    const list = cache.getQueryData<MessagePages>(listKey(toMessageQuery(filters)));
    const shown = [...(list?.pages[0]?.data ?? []), ...latestCodes(cache, filters.number)];
    const seen = shown.filter(({ id }) => hasBeenSeen(id)).sort(newestFirst);
    return newestLiveCode(seen, Date.now());
  }

  useShortcuts([
    {
      keys: "c",
      words: t`Copy the open message’s code, or the newest`,
      group: "inbox",
      run: () => {
        const message = meant();
        if (message) copy(message);
      },
    },
    ...(mayClaim
      ? [
          {
            keys: "u",
            words: t`Say that you are using the code, or release it`,
            group: "inbox" as const,
            run: () => {
              const message = meant();
              if (message?.code) toggle(message);
            },
          },
        ]
      : []),
    ...(mayMark
      ? [
          {
            keys: "Shift+U",
            words: t`Mark the open message as unread`,
            group: "inbox" as const,
            run: () => {
              if (openId) onKeepUnread(openId);
            },
          },
        ]
      : []),
    {
      keys: "Escape",
      words: t`Close the open message`,
      group: "inbox",
      run: () => {
        if (openId) onClose();
      },
    },
  ]);
}
