import classes from "./logo.module.css";

/** A bell whose body carries the dots of a code. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.logo}>
      <path
        className={classes.body}
        d="M16 2.5C10.2 2.5 6.7 6.8 6.7 12.3v5.6l-2.3 3.7a1.5 1.5 0 0 0 1.3 2.3h20.6a1.5 1.5 0 0 0 1.3-2.3l-2.3-3.7v-5.6C25.3 6.8 21.8 2.5 16 2.5Z"
      />
      <path className={classes.clapper} d="M11.9 26.1a4.2 4.2 0 0 0 8.2 0Z" />
      <g className={classes.dots}>
        <circle cx="11" cy="15.7" r="1.9" />
        <circle cx="16" cy="15.7" r="1.9" />
        <circle cx="21" cy="15.7" r="1.9" />
      </g>
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <Logo />
      Codebell
    </span>
  );
}
