import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { describeFailure, isMissing } from "../../api/problem.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import classes from "./accounts.module.css";

export function LinkIncomplete() {
  return (
    <CentredPage title="The link is incomplete" lead="Its last part, from the # on, is missing.">
      <p className={classes.words}>Copy the whole link as you were given it, and open it again.</p>
    </CentredPage>
  );
}

interface LinkClosedProps {
  failure: unknown;
  onRetry: () => void;
  /** Why the link opens nothing any more, and whom to ask. */
  children: ReactNode;
}

export function LinkClosed({ failure, onRetry, children }: LinkClosedProps) {
  if (!isMissing(failure)) {
    return (
      <CentredPage title="The link could not be looked up" lead={describeFailure(failure)}>
        <Button size="md" onClick={onRetry}>
          Try again
        </Button>
      </CentredPage>
    );
  }
  return (
    <CentredPage title="This link opens nothing" lead={children}>
      <Button component="a" href="/" size="md" variant="default">
        Go to sign-in
      </Button>
    </CentredPage>
  );
}
