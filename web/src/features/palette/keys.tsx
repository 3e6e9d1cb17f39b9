import { t } from "@lingui/core/macro";
import { Fragment } from "react";
import { pressesOf } from "./key-names.ts";
import classes from "./palette.module.css";

/** Keys as they look on the keyboard: held together, or one "then" the other. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {pressesOf(keys).map((press, place) => (
        <Fragment key={place}>
          {place > 0 && (
            <span className={classes.then}>{t({ message: "then", context: "keys" })}</span>
          )}
          {press.map((name) => (
            <kbd key={name} className={classes.key}>
              {name}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
