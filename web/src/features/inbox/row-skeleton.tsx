import classes from "./row-skeleton.module.css";

/** A row that is on its way. Plain elements: in a fast scroll there are many. */
export function RowSkeleton() {
  return (
    <div className={classes.row}>
      <span className={classes.mark} />
      <span className={classes.lines}>
        <span />
        <span />
      </span>
      <span className={classes.chip} />
    </div>
  );
}
