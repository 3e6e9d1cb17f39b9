const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const SETTLE_MS = 40;

/**
 * Does the work in one of the open tabs only, and in none again for a while. Tabs that come too
 * late do nothing. `navigator.locks` exists only in secure contexts; elsewhere a mark with an end
 * in localStorage stands in.
 */
export async function inOneTab(name: string, holdMs: number, work: () => unknown): Promise<void> {
  if (navigator.locks) {
    await navigator.locks.request(`codebell-${name}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      await work();
      await pause(holdMs);
    });
    return;
  }
  if (await leave(`codebell.turn.${name}`, holdMs)) await work();
}

async function leave(key: string, holdMs: number): Promise<boolean> {
  const mine = Math.random().toString(36).slice(2);
  const holder = () => {
    const [owner, until] = (localStorage.getItem(key) ?? "").split(" ");
    return owner && Number(until) > Date.now() ? owner : undefined;
  };
  try {
    if (holder()) return false;
    localStorage.setItem(key, `${mine} ${Date.now() + holdMs}`);
    await pause(SETTLE_MS);
    return holder() === mine;
  } catch {
    // Storage is forbidden: nothing is shared, so each tab is on its own.
    return true;
  }
}

const IN_FOCUS = "codebell-in-focus";

const hasFocus = () => document.visibilityState === "visible" && document.hasFocus();

/** Lets other tabs know for as long as this one is looked at. Answers how to stop. */
export function tellFocus(): () => void {
  let blur: (() => void) | undefined;
  function follow() {
    if (!hasFocus()) {
      blur?.();
      blur = undefined;
    } else if (!blur) {
      const unfocused = new Promise<void>((resolve) => {
        blur = resolve;
      });
      navigator.locks?.request(IN_FOCUS, { mode: "shared" }, () => unfocused).catch(() => {});
    }
  }
  follow();
  addEventListener("focus", follow);
  addEventListener("blur", follow);
  document.addEventListener("visibilitychange", follow);
  return () => {
    removeEventListener("focus", follow);
    removeEventListener("blur", follow);
    document.removeEventListener("visibilitychange", follow);
    blur?.();
  };
}

/** Whether someone looks at this page at the moment, in this tab or another one. */
export async function isLookedAt(): Promise<boolean> {
  if (hasFocus()) return true;
  if (!navigator.locks) return false;
  return navigator.locks.request(IN_FOCUS, { ifAvailable: true }, (lock) => lock === null);
}
