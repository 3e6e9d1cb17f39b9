import { t } from "@lingui/core/macro";
import { ActionIcon, Button } from "@mantine/core";
import { memo, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { FailureLine } from "../../ui/failure-notice.tsx";
import { PencilIcon } from "../../ui/icons.tsx";
import { NumberNameForm } from "./number-name-form.tsx";
import classes from "./numbers-nav.module.css";
import { UnreadDescription, UnreadMark } from "./unread-count.tsx";
import { useUpdateNumber } from "./use-numbers.ts";

interface NumberItemProps {
  number: PhoneNumber;
  chosen: boolean;
  /** Messages that the reader has not read; it stops at 100. */
  unread: number;
  mayWrite: boolean;
  onChoose: (id: string) => void;
}

export const NumberItem = memo(function NumberItem(props: NumberItemProps) {
  const { number, chosen, unread, mayWrite, onChoose } = props;
  const [naming, setNaming] = useState(false);
  const update = useUpdateNumber();
  const phone = phoneInWords(number.phone_number);
  const name = number.label ?? phone;
  const isNew = number.access === "new";

  if (naming) {
    return (
      <li className={classes.item}>
        <NumberNameForm number={number} onDone={() => setNaming(false)} />
      </li>
    );
  }
  return (
    <li className={classes.item} data-new={isNew}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.choice}
          aria-pressed={chosen}
          aria-describedby={unread > 0 ? `unread-${number.id}` : undefined}
          onClick={() => onChoose(number.id)}
        >
          <span className={classes.names}>
            <span className={classes.name}>{name}</span>
            {number.label && <span className={classes.phone}>{phone}</span>}
          </span>
          <UnreadMark count={unread} />
        </button>
        <UnreadDescription id={`unread-${number.id}`} count={unread} />
        {mayWrite && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className={classes.edit}
            aria-label={t`Name ${name}`}
            title={t`Name this number`}
            onClick={() => setNaming(true)}
          >
            <PencilIcon size={18} />
          </ActionIcon>
        )}
      </div>
      {isNew && (
        <div className={classes.opening}>
          {mayWrite && (
            <Button
              size="xs"
              variant="light"
              className={classes.open}
              loading={update.isPending}
              aria-label={t`Open to the team: ${name}`}
              onClick={() => update.mutate({ id: number.id, access: "team" })}
            >
              {t`Open to the team`}
            </Button>
          )}
          <FailureLine failure={update.error} />
        </div>
      )}
    </li>
  );
});
