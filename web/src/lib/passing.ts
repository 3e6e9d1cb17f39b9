import { useSyncExternalStore } from "react";

/** Something that is shown wherever it is asked for, until its time is over. */
export interface Passing<T> {
  show: (value: T, ms: number) => void;
  /** As long as somebody is at it, it does not go away. */
  keep: () => void;
  /** Its time begins again. */
  letGo: () => void;
  hide: () => void;
  use: <Part>(part: (value: T | undefined) => Part) => Part;
}

export function passing<T>(): Passing<T> {
  let last: T | undefined;
  let lasts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const become = (next: T | undefined) => {
    last = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const keep = () => clearTimeout(timer);
  const letGo = () => {
    keep();
    timer = setTimeout(() => become(undefined), lasts);
  };
  return {
    show: (value, ms) => {
      lasts = ms;
      become(value);
      letGo();
    },
    keep,
    letGo,
    hide: () => {
      keep();
      become(undefined);
    },
    use: (part) => useSyncExternalStore(subscribe, () => part(last)),
  };
}
