import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./log-filters.module.css";

interface LogFiltersProps {
  /** Whether there is anything to clear. */
  isSet: boolean;
  onClear: () => void;
  /** How many stand beside one another (`--columns`), and in which line. */
  className: string | undefined;
  children: ReactNode;
}

/** What a log is narrowed down by; on a phone in two columns. */
export function LogFilters({ isSet, onClear, className, children }: LogFiltersProps) {
  return (
    <fieldset className={`${classes.filters} ${className}`}>
      <legend className={classes.legend}>
        <Trans>Filters</Trans>
      </legend>
      {children}
      {isSet && (
        <Button variant="subtle" className={classes.clear} onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </fieldset>
  );
}
