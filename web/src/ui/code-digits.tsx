import { codeGroups } from "../lib/code-groups.ts";
import classes from "./code-digits.module.css";

/** The code in groups. The gaps are drawn, not typed: selecting the digits yields the bare code. */
export function CodeDigits({ code }: { code: string }) {
  return (
    <span className={classes.digits}>
      {codeGroups(code).map((group, place) => (
        <span key={place}>{group}</span>
      ))}
    </span>
  );
}
