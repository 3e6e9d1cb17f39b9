import type { ReactNode } from "react";

interface SignProps {
  size: number;
  className: string | undefined;
  /** Drawn in lines, on 20 by 20. */
  children: ReactNode;
}

/** What a thing is, at a glance; the words beside it say it too. */
export function Sign({ size, className, children }: SignProps) {
  return (
    <span className={className} aria-hidden="true">
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {children}
      </svg>
    </span>
  );
}
