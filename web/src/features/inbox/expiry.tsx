import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { expiryInWords, isExpired, lifeLeft } from "../../lib/time-words.ts";
import { ExpiryRing } from "../../ui/expiry-ring.tsx";
import classes from "./expiry.module.css";

type Expiring = Pick<Message, "code_expires_at" | "expiry_stated" | "received_at">;

export function useExpired({ code_expires_at }: Expiring): boolean {
  return useClock((now) => isExpired(code_expires_at, now));
}

/** "expires in 4:12", in short "expires in 4 min"; what the text of the message did not state itself is called an estimate. */
export function ExpiryWords({ message, short }: { message: Expiring; short?: boolean }) {
  const words = useClock((now) => expiryInWords(message.code_expires_at, now, short) ?? "");
  const expired = useExpired(message);
  if (!words) return null;
  const estimated = !message.expiry_stated && !expired;
  return (
    <span className={classes.words}>
      {words}
      {estimated && short && <abbr title={t`estimated`}>{t`, est.`}</abbr>}
      {estimated && !short && t` (estimated)`}
    </span>
  );
}

/** So many steps from full to empty: each is a drawing, and a list has many rings. */
const STEPS = 60;

/** The ring of a code that still lives; nothing for others. */
export function LifeRing({ message, size }: { message: Expiring; size: number }) {
  const { code_expires_at, received_at } = message;
  const left = useClock((now) =>
    code_expires_at ? Math.ceil(lifeLeft(received_at, code_expires_at, now) * STEPS) / STEPS : 0,
  );
  return left === 0 ? null : <ExpiryRing left={left} size={size} />;
}
