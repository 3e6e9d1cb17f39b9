import { t } from "@lingui/core/macro";
import { type Shortcut, useActiveShortcuts } from "../../lib/shortcuts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Keys } from "./keys.tsx";
import classes from "./palette.module.css";

const GROUPS = ["inbox", "go", "general"] as const;

function groupInWords(group: Shortcut["group"]): string {
  const words: Record<Shortcut["group"], string> = {
    inbox: t`In the inbox`,
    go: t`Go to a page`,
    general: t`Everywhere`,
  };
  return words[group];
}

/** All keys that do something on the page that is open. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const shortcuts = useActiveShortcuts();
  return (
    <Dialog title={t`Keyboard shortcuts`} onClose={onClose}>
      {GROUPS.map((group) => {
        const own = shortcuts.filter((shortcut) => shortcut.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} className={classes.group} aria-label={groupInWords(group)}>
            <h3 className={classes.groupName}>{groupInWords(group)}</h3>
            <dl className={classes.sheet}>
              {own.map(({ keys, words }) => (
                <div key={keys} className={classes.line}>
                  <dt>{words}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </Dialog>
  );
}
