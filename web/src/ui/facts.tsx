import type { ReactNode } from "react";
import classes from "./facts.module.css";

/** What a fact is called, and what it is; one that is empty is left out. */
export type Fact = [name: string, value: ReactNode];

interface FactsProps {
  facts: Fact[];
  className?: string;
}

/** The facts about one thing, below one another. */
export function Facts({ facts, className = "" }: FactsProps) {
  return (
    <dl className={`${classes.facts} ${className}`}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
