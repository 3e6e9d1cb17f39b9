import { t } from "@lingui/core/macro";
import { CloseButton, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { SearchIcon } from "../../ui/icons.tsx";
import { useSettledText } from "./use-settled-text.ts";

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Escape leaves the field; the focus goes where the page says. */
  onLeave: () => void;
}

/** Searches while one types, but asks the server only when the typing pauses. */
export function SearchField({ value, onChange, onLeave }: SearchFieldProps) {
  const [typed, setTyped] = useSettledText(value, onChange);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts([
    { keys: "/", words: t`Search`, group: "inbox", run: () => field.current?.focus() },
  ]);

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={t`Search the messages`}
      placeholder={t`Search text, sender, service`}
      size="md"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // The browser would empty the field, and the page close its message.
        event.preventDefault();
        onLeave();
      }}
      leftSection={<SearchIcon />}
      rightSection={
        typed && (
          <CloseButton
            aria-label={t`Clear the search`}
            size="lg"
            iconSize={18}
            onClick={() => {
              setTyped("");
              onChange("");
              field.current?.focus();
            }}
          />
        )
      }
    />
  );
}
