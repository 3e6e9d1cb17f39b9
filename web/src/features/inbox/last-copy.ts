import type { Message } from "../../api/client.ts";
import { passing } from "../../lib/passing.ts";

const SHOWN_MS = 5000;

/** What was copied last, and how it is taken back. */
export interface Copy {
  message: Message;
  undo: () => void;
}

const last = passing<Copy>();

export const { keep: keepShown, letGo, hide: hideCopy } = last;

/** Shows a copy for five seconds. */
export const showCopy = (copy: Copy) => last.show(copy, SHOWN_MS);

export const useLastCopy = (): Copy | undefined => last.use((copy) => copy);
