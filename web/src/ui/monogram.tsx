import classes from "./monogram.module.css";

/** One colour per name, always the same, so that the eye finds a service again. */
export function hueOf(name: string): number {
  let sum = 7;
  for (const letter of name.toLowerCase()) sum = (sum * 31 + letter.charCodeAt(0)) % 3600;
  return (sum % 12) * 30;
}

export function Monogram({ name, large }: { name: string; large?: boolean }) {
  const letter = /\p{L}/u.exec(name)?.[0] ?? "#";
  return (
    <span
      className={classes.monogram}
      data-large={large}
      style={{ "--hue": hueOf(name) } as React.CSSProperties}
      aria-hidden="true"
    >
      {letter.toUpperCase()}
    </span>
  );
}
