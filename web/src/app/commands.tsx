import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ahead } from "../lib/load-ahead.ts";
import { type Shortcut, useShortcuts } from "../lib/shortcuts.ts";
import type { PageLink } from "./page-links.ts";

// Whoever presses its keys types on at once, and nothing typed may be lost.
const Palette = lazy(
  ahead(() => import("./palette.tsx").then((module) => ({ default: module.Palette }))),
);
const ShortcutSheet = lazy(() =>
  import("../features/palette/shortcut-sheet.tsx").then((module) => ({
    default: module.ShortcutSheet,
  })),
);

type Open = "palette" | "sheet" | undefined;

/** The keys that lead to pages, and the two dialogs that tell and find what there is. */
export function useCommands(pages: PageLink[]) {
  const [open, setOpen] = useState<Open>();
  const navigate = useNavigate();
  const toggle = (which: Open) => setOpen((now) => (now === which ? undefined : which));

  useShortcuts([
    ...pages.map(
      ({ to, words, keys }): Shortcut => ({
        keys,
        words,
        group: "go",
        run: () => navigate({ to }),
      }),
    ),
    { keys: "$mod+k", words: t`Find anything`, group: "general", run: () => toggle("palette") },
    {
      keys: "Shift+?",
      words: t`Keyboard shortcuts`,
      group: "general",
      run: () => setOpen("sheet"),
    },
  ]);

  const close = () => setOpen(undefined);
  const dialogs = (
    <Suspense fallback={null}>
      {open === "palette" && <Palette pages={pages} onClose={close} />}
      {open === "sheet" && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
  return { dialogs, find: () => setOpen("palette"), showKeys: () => setOpen("sheet") };
}
