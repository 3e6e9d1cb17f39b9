import { t } from "@lingui/core/macro";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { PHONE } from "../../ui/widths.ts";
import { firstIndex, indexOf, type MessagePages, rowAt } from "./message-pages.ts";
import { toggleSelected } from "./selection.ts";

interface ListKeys {
  list: MessagePages;
  firstInSight: number;
  openId?: string;
  onOpen: (id: string) => void;
  focus: { current: () => string | undefined; focus: (id: string) => void };
  reveal: (index: number) => void;
  toNewest: () => void;
}

const isWide = () => !matchMedia(PHONE).matches;

/** Where a step leads to from the row that one is at; from none, to the first in sight. */
export function stepFrom(
  list: MessagePages,
  at: string | undefined,
  by: number,
  firstInSight: number,
): number {
  const index = at === undefined ? -1 : indexOf(list, at);
  return index < 0 ? Math.max(firstInSight, firstIndex(list)) : index + by;
}

/** The keys that go through the list. */
export function useListKeys(props: ListKeys) {
  const { list, firstInSight, openId, onOpen, focus, reveal, toNewest } = props;

  function step(by: number) {
    const index = stepFrom(list, focus.current() ?? openId, by, firstInSight);
    const message = rowAt(list, index);
    if (!message) return;
    reveal(index);
    focus.focus(message.id);
    // On a phone the open message would cover the list that one goes through.
    if (isWide() || openId) onOpen(message.id);
  }

  useShortcuts([
    { keys: "j", words: t`Next message`, group: "inbox", run: () => step(1), repeats: true },
    { keys: "k", words: t`Previous message`, group: "inbox", run: () => step(-1), repeats: true },
    {
      keys: "x",
      words: t`Select the message, or deselect it`,
      group: "inbox",
      run: () => {
        const id = focus.current() ?? openId;
        if (id) toggleSelected(id);
      },
    },
    { keys: "Home", words: t`To the newest message`, group: "inbox", run: () => toNewest() },
  ]);
}
