import type { ReactNode } from "react";
import type { Notice } from "../../api/client.ts";
import classes from "./notices.module.css";

const SIGNS: Record<Notice["kind"], ReactNode> = {
  "number.expiring": (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4.2l2.8 1.7" />
    </>
  ),
  "number.silent": (
    <>
      <path d="M4 14.2h12c-1.3-1.2-1.7-2.7-1.7-5a4.3 4.3 0 0 0-8.6 0c0 2.3-.4 3.8-1.7 5zM8.6 16.8h2.8" />
      <path d="M3.5 3.5l13 13" />
    </>
  ),
  "billing.issue": (
    <>
      <rect x="2.5" y="4.5" width="15" height="11" rx="2" />
      <path d="M2.5 8.3h15M5.5 12.2h3" />
    </>
  ),
  "channel.failing": (
    <>
      <path d="M10 3.2 17.7 16.4H2.3z" />
      <path d="M10 8.3v3.6M10 14.1h.01" />
    </>
  ),
  "channel.gone": (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="m7.5 7.5 5 5m0-5-5 5" />
    </>
  ),
};

/** What a notice is about, at a glance; its title says it. */
export function NoticeSign({ kind }: { kind: Notice["kind"] }) {
  return (
    <span className={classes.sign} aria-hidden="true">
      <svg
        width={20}
        height={20}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {SIGNS[kind]}
      </svg>
    </span>
  );
}
