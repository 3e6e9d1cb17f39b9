/**
 * Copies text; false when the browser would not. The clipboard API exists only in secure contexts,
 * and a team on its local network often has plain http, so the old command stands in for it.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused, for example in a frame without permission: the old way may still work.
    }
  }
  return copyBySelection(text);
}

/** Takes what was copied off the clipboard, where the browser lets a page do so. */
export async function clearClipboard(): Promise<void> {
  if (!navigator.clipboard || !window.isSecureContext) return;
  // Refused: then it stays, as after any other copy.
  await navigator.clipboard.writeText("").catch(() => {});
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
