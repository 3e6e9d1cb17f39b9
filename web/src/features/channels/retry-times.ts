import { t } from "@lingui/core/macro";

/** What the server takes where nothing else is said. */
export const USUAL_RETRIES = [5, 30, 60, 120, 300];

const MOST = 10;
const LATEST = 86_400;

export function retriesInWords(seconds: number[]): string {
  return seconds.join(", ");
}

/** The seconds that are written; undefined where they are not what the server takes. */
export function retriesIn(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const seconds = parts.map(Number);
  const isRight =
    seconds.length <= MOST &&
    seconds.every(
      (second, place) =>
        Number.isInteger(second) &&
        second >= 1 &&
        second <= LATEST &&
        second > (seconds[place - 1] ?? 0),
    );
  return isRight ? seconds : undefined;
}

export function retriesRule(): string {
  return t`Enter up to 10 whole numbers from 1 to 86400, in rising order.`;
}

export function isUsual(seconds: number[]): boolean {
  return isSame(seconds, USUAL_RETRIES);
}

export function isSame(one: number[], other: number[]): boolean {
  return one.length === other.length && one.every((second, place) => second === other[place]);
}
