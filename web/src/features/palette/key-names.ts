import { t } from "@lingui/core/macro";

const MAC = /Mac|iPod|iPhone|iPad/;

/** The name on the key. */
function nameOf(key: string, isMac: boolean): string {
  const names: Record<string, string> = {
    $mod: isMac ? "⌘" : t({ message: "Ctrl", context: "key" }),
    Shift: t({ message: "Shift", context: "key" }),
    Alt: isMac ? "⌥" : t({ message: "Alt", context: "key" }),
    Escape: t({ message: "Esc", context: "key" }),
    Enter: t({ message: "Enter", context: "key" }),
    Space: t({ message: "Space", context: "key" }),
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The keys to press, one after the other; each press is the keys held together. */
export function pressesOf(keys: string, platform = navigator.platform): string[][] {
  const isMac = MAC.test(platform);
  return keys.split(" ").map((press) => {
    const parts = press.split(/(?<=\w)\+/);
    // The sign is what one thinks of; that it needs Shift differs between keyboards.
    const needed = parts.length > 1 && /^[^\w]$/.test(parts.at(-1) ?? "") ? parts.slice(-1) : parts;
    return needed.map((key) => nameOf(key, isMac));
  });
}
