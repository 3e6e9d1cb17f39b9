import { Skeleton } from "@mantine/core";
import classes from "./rows.module.css";

export function WaitingRows({ label }: { label: string }) {
  return (
    <div className={classes.waiting} role="status" aria-label={label}>
      <Skeleton height={44} />
      <Skeleton height={44} />
      <Skeleton height={44} />
    </div>
  );
}
