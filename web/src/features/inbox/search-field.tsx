import { CloseButton, TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import { SearchIcon } from "../../ui/icons.tsx";
import { useSettledText } from "./use-settled-text.ts";

/** Searches while one types, but asks the server only when the typing pauses. */
export function SearchField({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useSettledText(value, onChange);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const busy = (event.target as HTMLElement).closest?.(
        "input, textarea, select, [contenteditable]",
      );
      if (event.key !== "/" || busy || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label="Search text or sender"
      placeholder="Search text or sender"
      size="md"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      leftSection={<SearchIcon />}
      rightSection={
        typed && (
          <CloseButton
            aria-label="Clear the search"
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
