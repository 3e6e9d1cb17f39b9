const SECOND_MS = 1000;

/** Whole seconds until a code can be sent to the number again; 0 when it can. */
export function secondsLeft(resendAfter: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(resendAfter) - now) / SECOND_MS));
}

/** "0:42", "2:05". */
export function clockWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
