import type { ReactNode } from "react";
import type { Notice } from "../../api/client.ts";
import { Sign } from "../../ui/sign.tsx";
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
  "channel.orphaned": (
    <>
      <circle cx="8.2" cy="6.8" r="3" />
      <path d="M2.8 16.2c.5-3 2.6-4.6 5.4-4.6 1.3 0 2.4.3 3.3.9M12.8 12.3l4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  "pattern.slow": (
    <>
      <path d="M6 3.2h8M6 16.8h8M7 3.2v2.6c0 1.6 3 2.9 3 4.2s-3 2.6-3 4.2v2.6M13 3.2v2.6c0 1.6-3 2.9-3 4.2s3 2.6 3 4.2v2.6" />
    </>
  ),
  "audit.broken": (
    <>
      <path d="M10 2.8 16 5v4.6c0 3.6-2.4 6.2-6 7.6-3.6-1.4-6-4-6-7.6V5z" />
      <path d="M10 6.8v3.6M10 12.9h.01" />
    </>
  ),
  "database.restarted": (
    <>
      <ellipse cx="10" cy="5.2" rx="5.8" ry="2.2" />
      <path d="M4.2 5.2v9.6c0 1.2 2.6 2.2 5.8 2.2s5.8-1 5.8-2.2V5.2M4.2 10c0 1.2 2.6 2.2 5.8 2.2s5.8-1 5.8-2.2" />
    </>
  ),
  "send.ceiling": (
    <>
      <path d="M3 3.8h14M10 16.8V7.4M6.4 11 10 7.4l3.6 3.6" />
    </>
  ),
  "canary.missing": (
    <>
      <path d="M16.4 8.2A6.6 6.6 0 0 0 4.6 6.1M4.3 3v3.3h3.3M3.6 11.8a6.6 6.6 0 0 0 6.4 4.8" />
      <path d="M15.2 12.2v2.4M15.2 16.8h.01" />
    </>
  ),
};

/** What a notice is about, at a glance; its title says it. */
export function NoticeSign({ kind }: { kind: Notice["kind"] }) {
  return (
    <Sign size={20} className={classes.sign}>
      {SIGNS[kind]}
    </Sign>
  );
}
