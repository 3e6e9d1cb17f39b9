import { t } from "@lingui/core/macro";
import { ActionIcon, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment, type KeyboardEvent, useRef, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { groupsOf } from "../../lib/number-groups.ts";
import { isNumberMeant, numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { FailureLine } from "../../ui/failure-notice.tsx";
import { PinIcon, SearchIcon } from "../../ui/icons.tsx";
import { accessName } from "./access-words.ts";
import classes from "./number-picker.module.css";
import { type Unread, UnreadDescription, UnreadMark } from "./unread-count.tsx";
import { useNumbers } from "./use-numbers.ts";
import { usePins } from "./use-pins.ts";

interface NumberPickerProps {
  /** The number whose messages are shown. */
  chosen?: string;
  unread: Unread;
  /** One was followed. */
  onFollow: () => void;
}

/** All numbers, found by their labels and digits, each leading to its messages and kept at hand by a pin. */
export function NumberPicker({ chosen, unread, onFollow }: NumberPickerProps) {
  const { data: numbers = [] } = useNumbers();
  const pins = usePins();
  const list = useRef<HTMLUListElement>(null);
  const [sought, setSought] = useState("");
  const found = numbers.filter((number) => isNumberMeant(number, sought));

  /** The arrows go from the field through the list, and Enter in the field follows the first. */
  function onKeyDown(event: KeyboardEvent) {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const inField = event.target instanceof HTMLInputElement;
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown") links[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at > 0) links[at - 1]?.focus();
    else if (event.key === "ArrowUp" && at === 0) focusField(event.currentTarget);
    else if (event.key === "Enter" && inField && sought) links[0]?.click();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only moves the focus among what is inside.
    <div className={classes.picker} onKeyDown={onKeyDown}>
      <TextInput
        type="search"
        data-autofocus
        aria-label={t`Find a number`}
        placeholder={t`Label or digits`}
        leftSection={<SearchIcon />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <ul ref={list} className={classes.list} aria-label={t`All numbers`}>
        {sought === "" && (
          <li>
            <Link
              to="/"
              search={{}}
              className={classes.number}
              aria-current={chosen === undefined ? "true" : undefined}
              aria-describedby={unread.total > 0 ? "picker-unread" : undefined}
              onClick={onFollow}
            >
              <span className={classes.name}>{t`All numbers`}</span>
              <UnreadMark count={unread.total} isMore={unread.isMore} />
            </Link>
            <UnreadDescription id="picker-unread" count={unread.total} isMore={unread.isMore} />
          </li>
        )}
        {groupsOf(found).map(({ name, numbers: members }) => (
          <Fragment key={name ?? ""}>
            {name && <li className={classes.group}>{name}</li>}
            {members.map((number) => (
              <PickerRow
                key={number.id}
                number={number}
                isChosen={number.id === chosen}
                unread={unread.of(number.id)}
                isPinned={pins.isPinned(number.id)}
                mayPin={!pins.isFull}
                onPin={() => pins.toggle(number)}
                onFollow={onFollow}
              />
            ))}
          </Fragment>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t`No matching numbers.`}</p>}
      <FailureLine failure={pins.failure} />
      <Link to="/numbers" className={classes.manage} onClick={onFollow}>
        {t`Manage numbers`}
      </Link>
    </div>
  );
}

function focusField(picker: EventTarget & Element) {
  picker.querySelector("input")?.focus();
}

interface PickerRowProps {
  number: PhoneNumber;
  isChosen: boolean;
  unread: number;
  isPinned: boolean;
  /** There is room for one more. */
  mayPin: boolean;
  onPin: () => void;
  onFollow: () => void;
}

function PickerRow(props: PickerRowProps) {
  const { number, isChosen, unread, isPinned, mayPin, onPin, onFollow } = props;
  const name = numberName(number);
  const full = t`Eight numbers are pinned. Unpin one first.`;
  const isOut = !isPinned && !mayPin;
  return (
    <li className={classes.row}>
      <Link
        to="/"
        search={{ number: number.id }}
        className={classes.number}
        aria-current={isChosen ? "true" : undefined}
        aria-describedby={unread > 0 ? `picker-unread-${number.id}` : undefined}
        onClick={onFollow}
      >
        <span className={classes.names}>
          <bdi className={classes.name}>{name}</bdi>
          {number.label && <bdi className={classes.phone}>{phoneInWords(number.phone_number)}</bdi>}
        </span>
        {number.access === "new" && <Badge tone="heed">{accessName("new")}</Badge>}
        <UnreadMark count={unread} />
      </Link>
      <UnreadDescription id={`picker-unread-${number.id}`} count={unread} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        className={classes.pin}
        aria-label={t`Pin ${name}`}
        aria-pressed={isPinned}
        aria-disabled={isOut}
        title={isOut ? full : t`Keep at hand`}
        onClick={() => isOut || onPin()}
      >
        <PinIcon size={18} />
      </ActionIcon>
    </li>
  );
}
