import { useEffect, useEffectEvent, useRef } from "react";
import type { Message } from "../../api/client.ts";
import { useLiveEvent } from "../../realtime/use-live.tsx";
import { deviceSettings, useDeviceSettings } from "./device-settings.ts";
import { tellFocus } from "./one-tab.ts";

// Loaded where they are wanted, and ahead of the first message: a code does not wait.
const player = () => import("./player.ts");
const notifications = () => import("./notifications.ts");

interface AttentionProps {
  /** Numbers that make no sound and no notification; undefined until they are known. */
  muted: string[] | undefined;
  onOpen: (message: string) => void;
}

/** Draws attention to each new message the way this device is set to. */
export function useAttention({ muted, onOpen }: AttentionProps) {
  const { sound, notifications: notifies } = useDeviceSettings();
  const open = useEffectEvent(onOpen);

  useEffect(() => {
    if (!sound) return;
    player().then(({ awaitGesture }) => awaitGesture(), noMatter);
  }, [sound]);

  useEffect(() => {
    if (!notifies) return;
    notifications().catch(noMatter);
    const clear = () => notifications().then((loaded) => loaded.clearNotifications(), noMatter);
    const heard = (event: MessageEvent) => {
      const id: unknown = event.data?.openMessage;
      if (typeof id === "string") open(id);
    };
    const stop = tellFocus();
    addEventListener("focus", clear);
    navigator.serviceWorker?.addEventListener("message", heard);
    return () => {
      stop();
      removeEventListener("focus", clear);
      navigator.serviceWorker?.removeEventListener("message", heard);
    };
  }, [notifies]);

  // What comes before one knows which numbers are muted waits for that.
  const early = useRef<Message[]>([]);
  const consider = (message: Message) => {
    if (!muted) early.current.push(message);
    else if (!muted.includes(message.number.id)) attend(message, onOpen);
  };
  const considerEarly = useEffectEvent(() => early.current.splice(0).forEach(consider));
  useEffect(() => {
    if (muted) considerEarly();
  }, [muted]);
  useLiveEvent("message.received", consider);
}

function attend(message: Message, onOpen: (id: string) => void) {
  const now = deviceSettings.current();
  if (now.sound) player().then(({ ring }) => ring(now.tune, now.volume), noMatter);
  if (now.notifications)
    notifications().then(
      ({ notify }) => notify(message, now.codeInNotifications, onOpen),
      noMatter,
    );
}

// A piece that can't be loaded is the business of the line that says the server was renewed.
function noMatter() {}
