import { plural, t } from "@lingui/core/macro";
import { ActionIcon, Button } from "@mantine/core";
import { useEffect } from "react";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { CloseIcon } from "../../ui/icons.tsx";
import {
  deselect,
  isAnySelected,
  MOST_SELECTED,
  selectAlso,
  stopSelecting,
  useSelection,
} from "./selection.ts";
import classes from "./selection-bar.module.css";
import { useExport, useMarkRead, useMarkUnread } from "./use-messages.ts";

/** What can be done with the selected messages; `loaded` are those that the list has so far. */
export function SelectionBar({ loaded }: { loaded: () => string[] }) {
  const selected = useSelection();
  // Whoever leaves the list has done with it.
  useEffect(() => stopSelecting, []);
  return selected && <Bar selected={[...selected]} loaded={loaded} />;
}

function Bar({ selected, loaded }: { selected: string[]; loaded: () => string[] }) {
  const announce = useAnnounce();
  const mayMark = useCapability("messages:copy");
  const markRead = useMarkRead();
  const markUnread = useMarkUnread();
  const save = useExport();
  const count = selected.length;
  const failure = markRead.error ?? markUnread.error ?? save.error;

  function end() {
    stopSelecting();
    document.getElementById("main")?.focus({ preventScroll: true });
  }
  const done = (words: string) => () => {
    announce(words);
    // What was selected meanwhile stays so.
    deselect(selected);
    if (!isAnySelected()) end();
  };

  useShortcuts([{ keys: "Escape", words: t`Stop selecting`, group: "inbox", run: end }]);

  return (
    <div className={classes.bar} role="toolbar" aria-label={t`Selected messages`}>
      <strong className={classes.count}>
        {count === 0
          ? t`Select messages`
          : plural(count, { one: "# selected", other: "# selected" })}
      </strong>
      <Button variant="subtle" size="compact-sm" onClick={() => selectAlso(loaded())}>
        {t`Select all loaded`}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        className={classes.close}
        aria-label={t`Stop selecting`}
        onClick={end}
      >
        <CloseIcon size={18} />
      </ActionIcon>
      <div className={classes.acts}>
        {mayMark && (
          <>
            <Act
              words={t`Mark as read`}
              disabled={count === 0}
              loading={markRead.isPending}
              onClick={() =>
                markRead.mutate(selected, {
                  onSuccess: done(
                    plural(count, {
                      one: "# message is marked as read",
                      other: "# messages are marked as read",
                    }),
                  ),
                })
              }
            />
            <Act
              words={t`Mark as unread`}
              disabled={count === 0}
              loading={markUnread.isPending}
              onClick={() =>
                markUnread.mutate(selected, {
                  onSuccess: done(
                    plural(count, {
                      one: "# message is marked as unread",
                      other: "# messages are marked as unread",
                    }),
                  ),
                })
              }
            />
            <Act
              words={t`Export as CSV`}
              disabled={count === 0}
              loading={save.isPending}
              onClick={() =>
                save.mutate(selected, {
                  onSuccess: done(
                    plural(count, {
                      one: "# message is exported",
                      other: "# messages are exported",
                    }),
                  ),
                })
              }
            />
          </>
        )}
      </div>
      {count === MOST_SELECTED && (
        <p
          className={classes.note}
        >{t`You can select up to ${MOST_SELECTED} messages at a time.`}</p>
      )}
      {failure && (
        <p className={classes.note} role="alert">
          {describeFailure(failure)}
        </p>
      )}
    </div>
  );
}

interface ActProps {
  words: string;
  disabled?: boolean;
  loading?: boolean;
  onClick: () => void;
}

function Act({ words, ...rest }: ActProps) {
  return (
    <Button variant="default" size="compact-sm" className={classes.act} {...rest}>
      {words}
    </Button>
  );
}
