import { Trans } from "@lingui/react/macro";
import classes from "./details-button.module.css";

interface DetailsButtonProps {
  /** What tells it from those of the other rows. */
  label: string;
  className: string | undefined;
  onOpen: () => void;
}

/** Opens what is known of a row. Of its own: rows come by the hundred, and the shared button is slow to draw. */
export function DetailsButton({ label, className, onOpen }: DetailsButtonProps) {
  return (
    <button
      type="button"
      className={`${classes.details} ${className}`}
      aria-label={label}
      onClick={onOpen}
    >
      <Trans>Details</Trans>
    </button>
  );
}
