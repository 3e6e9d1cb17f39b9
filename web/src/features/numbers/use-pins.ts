import { t } from "@lingui/core/macro";
import type { PhoneNumber } from "../../api/client.ts";
import { usePreferences, useSavePreferences } from "../../api/use-preferences.ts";
import { numberName } from "../../lib/number-names.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { useNumbers } from "./use-numbers.ts";

/** As many fit into the rail, and into a glance; the server keeps no more. */
const MOST_PINNED = 8;

/** The numbers that the reader keeps at hand, in the reader's own order. */
export function usePins() {
  const { data: numbers = [] } = useNumbers();
  const { pinned_number_ids: ids } = usePreferences();
  const save = useSavePreferences();
  const announce = useAnnounce();
  const pinned = ids.flatMap((id) => numbers.find((number) => number.id === id) ?? []);
  // Places of numbers that the reader no longer sees are free again.
  const put = (numbers: PhoneNumber[]) =>
    save.mutate({ pinned_number_ids: numbers.map(({ id }) => id) });

  function toggle(number: PhoneNumber) {
    const isPinned = pinned.includes(number);
    put(isPinned ? pinned.filter((one) => one !== number) : [...pinned, number]);
  }

  /** Puts a number before or after its neighbour, and says so: on a list nobody sees it move. */
  function move(number: PhoneNumber, to: number) {
    const from = pinned.indexOf(number);
    if (from < 0 || to < 0 || to >= pinned.length || to === from) return;
    put(pinned.toSpliced(from, 1).toSpliced(to, 0, number));
    const name = numberName(number);
    const place = to + 1;
    const all = pinned.length;
    announce(t`${name} is now number ${place} of ${all}`);
  }

  return {
    pinned,
    isPinned: (id: string) => ids.includes(id),
    isFull: pinned.length >= MOST_PINNED,
    /** Nobody with a few numbers has to choose: all of them are at hand until one is pinned. */
    atHand: pinned.length === 0 && numbers.length <= MOST_PINNED ? numbers : pinned,
    failure: save.error,
    toggle,
    move,
  };
}
