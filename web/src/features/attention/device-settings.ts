import { useSyncExternalStore } from "react";

export const TUNES = ["bell", "chime", "knock", "glass"] as const;
export type Tune = (typeof TUNES)[number];

/** How this device draws attention. It stays on the device: a laptop at home is not a wall display. */
export interface DeviceSettings {
  sound: boolean;
  tune: Tune;
  /** 1 to 100. */
  volume: number;
  notifications: boolean;
  codeInNotifications: boolean;
}

// Quiet until asked: a page that rings by itself in an office is no friend.
const DEFAULTS: DeviceSettings = {
  sound: false,
  tune: "bell",
  volume: 60,
  notifications: false,
  codeInNotifications: false,
};

const KEY = "codebell.device";

/** What was stored, and the defaults where that is missing or makes no sense. */
export function readSettings(text: string | null): DeviceSettings {
  let stored: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) stored = parsed as typeof stored;
  } catch {
    // Somebody else's text; the defaults serve.
  }
  const flag = (name: "sound" | "notifications" | "codeInNotifications") =>
    typeof stored[name] === "boolean" ? stored[name] : DEFAULTS[name];
  const { volume } = stored;
  return {
    sound: flag("sound"),
    tune: TUNES.find((tune) => tune === stored.tune) ?? DEFAULTS.tune,
    volume:
      typeof volume === "number" && volume >= 1 && volume <= 100
        ? Math.round(volume)
        : DEFAULTS.volume,
    notifications: flag("notifications"),
    codeInNotifications: flag("codeInNotifications"),
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function createDeviceSettings() {
  let settings = readSettings(stored());
  const listeners = new Set<() => void>();

  function become(next: DeviceSettings) {
    settings = next;
    for (const listener of listeners) listener();
  }
  function hearOtherTab(event: StorageEvent) {
    if (event.key === KEY || event.key === null) become(readSettings(stored()));
  }

  return {
    current: () => settings,
    change(changed: Partial<DeviceSettings>) {
      become({ ...settings, ...changed });
      try {
        localStorage.setItem(KEY, JSON.stringify(settings));
      } catch {
        // Storage is forbidden: it holds until the page is closed.
      }
    },
    subscribe(listener: () => void) {
      if (listeners.size === 0) addEventListener("storage", hearOtherTab);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) removeEventListener("storage", hearOtherTab);
      };
    },
  };
}

export const deviceSettings = createDeviceSettings();

export function useDeviceSettings(): DeviceSettings {
  return useSyncExternalStore(deviceSettings.subscribe, deviceSettings.current);
}
