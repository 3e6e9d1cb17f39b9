import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { expiryInWords, isExpired, lifeLeft } from "../../lib/time-words.ts";
import classes from "./expiry.module.css";

type Expiring = Pick<Message, "code_expires_at" | "expiry_stated" | "received_at">;

export function useExpired({ code_expires_at }: Expiring): boolean {
  return useClock((now) => isExpired(code_expires_at, now));
}

/** "expires in 4:12"; what the text of the message did not state itself is called an estimate. */
export function ExpiryWords({ message, short }: { message: Expiring; short?: boolean }) {
  const words = useClock((now) => expiryInWords(message.code_expires_at, now) ?? "");
  if (!words) return null;
  const estimated = !message.expiry_stated && words !== "expired";
  return (
    <span className={classes.words}>
      {words}
      {estimated && (short ? <abbr title="estimated">, est.</abbr> : " (estimated)")}
    </span>
  );
}

/** A line that shortens as the code's life does. */
export function LifeLine({ message }: { message: Expiring }) {
  const { code_expires_at, received_at } = message;
  const left = useClock((now) =>
    !code_expires_at ? 0 : Math.round(lifeLeft(received_at, code_expires_at, now) * 200) / 200,
  );
  if (left === 0) return null;
  return (
    <span className={classes.line} aria-hidden="true">
      <span className={classes.left} style={{ transform: `scaleX(${left})` }} />
    </span>
  );
}
