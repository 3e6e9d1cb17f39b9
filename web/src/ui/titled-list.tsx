import type { ReactNode } from "react";
import classes from "./titled-list.module.css";

interface TitledListProps {
  title: string;
  className?: string;
  /** Its items. */
  children: ReactNode;
}

/** What there is to say of an open message, under a quiet title. */
export function TitledList({ title, className, children }: TitledListProps) {
  return (
    <section aria-label={title} className={className}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}
