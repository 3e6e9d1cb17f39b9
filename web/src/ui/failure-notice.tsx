import { describeFailure } from "../api/problem.ts";
import { Notice } from "./notice.tsx";

interface FailureNoticeProps {
  /** What was thrown; nothing is shown while there is nothing. */
  failure: unknown;
  /** What could not be done, where that is not plain. */
  lead?: string;
  /** What says it better than the failure's own words. */
  words?: string;
}

/** Says why something could not be done, as soon as it is known. */
export function FailureNotice({ failure, lead, words }: FailureNoticeProps) {
  if (!failure) return null;
  return (
    <Notice kind="failure">
      {lead && `${lead} `}
      {words ?? describeFailure(failure)}
    </Notice>
  );
}

interface FailureLineProps {
  failure: unknown;
  className?: string;
}

/** The same as a line of its own, where there is no room for a box. */
export function FailureLine({ failure, className }: FailureLineProps) {
  if (!failure) return null;
  return (
    <p role="alert" className={className}>
      {describeFailure(failure)}
    </p>
  );
}
