/** The header that a refusal is about, where it names one. */
export function headerIn(detail: string): string | undefined {
  return /\bheader ([\w-]+)/i.exec(detail)?.[1];
}

/** The JSON pointer that a refusal is about, where it names one. */
export function pointerIn(detail: string): string | undefined {
  return /\bfield (\/\S*?)\.?(\s|$)/i.exec(detail)?.[1];
}

export interface Staleness {
  seconds: number;
  isAhead: boolean;
  tolerance: number | undefined;
}

/** How far off a signed timestamp was. */
export function stalenessIn(detail: string): Staleness | undefined {
  const found = /(\d+) s (old|ahead)(?:; (\d+) s)?/.exec(detail);
  if (!found) return undefined;
  return {
    seconds: Number(found[1]),
    isAhead: found[2] === "ahead",
    tolerance: found[3] ? Number(found[3]) : undefined,
  };
}

/** Two clocks this close agree. */
const SAME_CLOCK_S = 60;

/**
 * Whose clock is wrong: two of three that agree are right. `clockLead` says by how much the server's
 * is ahead of this computer's.
 */
export function wrongClock(
  { seconds, isAhead }: Staleness,
  clockLead: number | undefined,
): "sender" | "server" | undefined {
  if (clockLead === undefined) return undefined;
  if (Math.abs(clockLead) <= SAME_CLOCK_S) return "sender";
  // To a server that is ahead, what others sign looks old by as much.
  const senderLead = (isAhead ? seconds : -seconds) + clockLead;
  return Math.abs(senderLead) <= SAME_CLOCK_S ? "server" : undefined;
}
