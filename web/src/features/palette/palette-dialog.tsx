import { plural, t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { SearchIcon } from "../../ui/icons.tsx";
import { useModal } from "../../ui/use-modal.ts";
import { Keys } from "./keys.tsx";
import classes from "./palette.module.css";
import { type Entry, rank } from "./ranking.ts";

interface PaletteDialogProps {
  entries: Entry[];
  query: string;
  onQuery: (query: string) => void;
  /** What the server found for it, below what the page found itself. */
  further?: Entry[];
  onClose: () => void;
}

/** Finds pages, numbers, messages and what can be done, by the words that people use for them. */
export function PaletteDialog(props: PaletteDialogProps) {
  const { entries, query, onQuery, further = [], onClose } = props;
  const dialog = useModal();
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(0);
  const id = useId();
  const found = [...rank(entries, query), ...further];
  const chosen = found[Math.min(place, found.length - 1)];
  const optionId = (entry: Entry) => `${id}-${entry.id}`;

  const chosenId = chosen?.id;
  // Whenever another one is chosen it is brought into view.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: "nearest" });
  }, [chosenId]);

  function act(entry: Entry) {
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    const at = Math.min(place, last);
    const next: Record<string, number> = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    };
    const to = next[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setPlace(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen) act(chosen);
    }
  }

  return (
    <dialog
      ref={dialog}
      className={classes.palette}
      aria-label={t`Find anything`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        // A click beside it: what is inside lies over the dialog itself.
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.box}>
        <div className={classes.field}>
          <SearchIcon />
          <input
            type="text"
            role="combobox"
            className={classes.input}
            aria-label={t`Find anything`}
            aria-expanded={found.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen && optionId(chosen)}
            placeholder={t`Messages, codes, numbers, pages`}
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              onQuery(event.currentTarget.value);
              setPlace(0);
            }}
          />
        </div>
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={t`What was found`}
          className={classes.list}
        >
          {found.map((entry, at) => (
            // The field has the focus and the keys; the pointer is the other way to choose.
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: see above
            <div
              key={entry.id}
              id={optionId(entry)}
              role="option"
              aria-selected={entry === chosen}
              className={classes.option}
              onPointerMove={() => setPlace(at)}
              onClick={() => act(entry)}
            >
              <span className={classes.words}>{entry.words}</span>
              {entry.keys ? (
                <Keys keys={entry.keys} />
              ) : (
                <span className={classes.kind}>{entry.kind}</span>
              )}
            </div>
          ))}
        </div>
        {found.length === 0 && <p className={classes.none}>{t`Nothing matches these words.`}</p>}
        <VisuallyHidden role="status">
          {query && plural(found.length, { one: "# result", other: "# results" })}
        </VisuallyHidden>
      </div>
    </dialog>
  );
}
