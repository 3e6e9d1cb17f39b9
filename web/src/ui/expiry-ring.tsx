import classes from "./expiry-ring.module.css";

interface ExpiryRingProps {
  /** From 1, all of it, to 0. */
  left: number;
  size: number;
}

/** A ring that empties calmly. The words beside it say the same, so it is only for the eye. */
export function ExpiryRing({ left, size }: ExpiryRingProps) {
  return (
    <svg
      className={classes.ring}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="8" className={classes.whole} />
      <circle
        cx="10"
        cy="10"
        r="8"
        pathLength="1"
        className={classes.left}
        style={{ strokeDashoffset: 1 - left }}
      />
    </svg>
  );
}
