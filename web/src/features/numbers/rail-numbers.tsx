import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { ChevronIcon, MoreIcon } from "../../ui/icons.tsx";
import rail from "../../ui/rail.module.css";
import { NumbersFlyout } from "./numbers-flyout.tsx";
import { type Unread, UnreadDescription, UnreadMark } from "./unread-count.tsx";
import { useNumbers } from "./use-numbers.ts";
import { usePins } from "./use-pins.ts";

interface RailNumbersProps {
  /** The number whose messages are shown. */
  chosen?: string;
  unread: Unread;
}

/** The numbers at hand, each leading to its messages, and the way to all others. */
export function RailNumbers({ chosen, unread }: RailNumbersProps) {
  const { data: numbers } = useNumbers();
  const mayWrite = useCapability("numbers:write");
  const { atHand, pinned, move } = usePins();
  const item = (number: PhoneNumber) => (
    <RailNumber
      key={number.id}
      number={number}
      isChosen={number.id === chosen}
      unread={unread.of(number.id)}
      onMove={pinned.length > 1 && ((by) => move(number, atHand.indexOf(number) + by))}
      onDrop={(id) => {
        const dragged = pinned.find((one) => one.id === id);
        if (dragged) move(dragged, pinned.indexOf(number));
      }}
    />
  );
  return (
    <section className={rail.section} aria-labelledby="rail-numbers">
      <span id="rail-numbers" className={rail.heading}>
        {t({ message: "By number", context: "rail" })}
      </span>
      {atHand.length > 0 && <ul className={rail.list}>{atHand.map(item)}</ul>}
      {numbers?.length === 0 && (
        <p className={rail.none}>
          {mayWrite
            ? t`A number appears here with its first message.`
            : t`No numbers are open to you yet.`}
        </p>
      )}
      {numbers && numbers.length > 0 && (
        <NumbersFlyout
          chosen={chosen}
          unread={unread}
          beside
          opener={(props) => (
            <button type="button" {...props} className={rail.link} title={t`All numbers`}>
              <span className={rail.icon}>
                <MoreIcon />
              </span>
              <span className={rail.words}>{t`All numbers…`}</span>
              <span className={rail.end}>
                <ChevronIcon size={16} />
              </span>
            </button>
          )}
        />
      )}
    </section>
  );
}

interface RailNumberProps {
  number: PhoneNumber;
  isChosen: boolean;
  unread: number;
  /** Moves it up or down by some places, where there is an order of the reader's own. */
  onMove: ((by: number) => void) | false;
  /** Another one was dropped on it. */
  onDrop: (id: string) => void;
}

const DRAGGED = "text/x-codebell-number";
const MOVES: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

function RailNumber({ number, isChosen, unread, onMove, onDrop }: RailNumberProps) {
  function onKeyDown(event: KeyboardEvent) {
    const by = event.altKey && MOVES[event.key];
    if (!by || !onMove) return;
    event.preventDefault();
    onMove(by);
  }
  return (
    <li
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop(event.dataTransfer.getData(DRAGGED));
      }}
    >
      <Link
        to="/"
        search={{ number: number.id }}
        className={rail.link}
        data-place
        aria-current={isChosen ? "true" : undefined}
        aria-describedby={unread > 0 ? `unread-${number.id}` : undefined}
        aria-keyshortcuts={onMove ? "Alt+ArrowUp Alt+ArrowDown" : undefined}
        title={phoneInWords(number.phone_number)}
        draggable={onMove !== false}
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, number.id)}
        onKeyDown={onKeyDown}
      >
        <bdi className={rail.words}>{numberName(number)}</bdi>
        <UnreadMark count={unread} />
      </Link>
      <UnreadDescription id={`unread-${number.id}`} count={unread} />
    </li>
  );
}
