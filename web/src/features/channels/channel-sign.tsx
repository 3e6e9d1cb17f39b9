import type { ReactNode } from "react";
import { Sign } from "../../ui/sign.tsx";
import classes from "./channel-sign.module.css";

const SIGNS: Record<string, ReactNode> = {
  slack: <path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M3.5 7.5h13M3.5 12.5h13" />,
  discord: (
    <>
      <path d="M7 5.5C5.6 5.7 4.6 6.2 3.9 6.7 3 9 2.6 11.6 2.8 14c1.2.9 2.4 1.4 3.7 1.6l1-1.7M13 5.5c1.4.2 2.4.7 3.1 1.2.9 2.3 1.3 4.9 1.1 7.3-1.2.9-2.4 1.4-3.7 1.6l-1-1.7M6 13.3c2.6 1 5.4 1 8 0M7 5.5l.5 1c1.7-.3 3.3-.3 5 0l.5-1" />
      <path d="M7.7 10.3h.01M12.3 10.3h.01" strokeWidth="2.6" />
    </>
  ),
  teams: (
    <>
      <rect x="3" y="4.5" width="11" height="11" rx="2.5" />
      <path d="M6 7.8h5M8.5 7.8v5M16.8 8v5.5" />
    </>
  ),
  email: (
    <>
      <rect x="2.5" y="4.5" width="15" height="11" rx="2" />
      <path d="m3 6 7 5 7-5" />
    </>
  ),
  telegram: (
    <path d="M17 3.5 2.8 9.2l4.7 1.9m9.5-7.6-3.2 12.7-6.3-5.1m9.5-7.6-9.5 7.6v4.7l2.6-2.7" />
  ),
  ntfy: (
    <>
      <path d="M4.5 3.5h11a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H7l-4.5 2.5v-11.5a2 2 0 0 1 2-2z" />
      <path d="m6.5 7 2.5 2-2.5 2M11 11.2h3" />
    </>
  ),
  gotify: <path d="M15.5 6.3A6.5 6.5 0 1 0 16.5 10H11" />,
  webhook: (
    <path d="M7.5 3.5H6.8a2 2 0 0 0-2 2V8a2 2 0 0 1-1.6 2 2 2 0 0 1 1.6 2v2.5a2 2 0 0 0 2 2h.7M12.5 3.5h.7a2 2 0 0 1 2 2V8a2 2 0 0 0 1.6 2 2 2 0 0 0-1.6 2v2.5a2 2 0 0 1-2 2h-.7" />
  ),
};

/** Of a kind without a sign of its own. */
const OTHER = <path d="M17 3.5 9.5 11M17 3.5l-4.7 13-2.8-5.5L4 8.2z" />;

/** What a channel is, at a glance; the words beside it say it too. */
export function ChannelSign({ kind }: { kind: string }) {
  return (
    <Sign size={22} className={classes.sign}>
      {SIGNS[kind] ?? OTHER}
    </Sign>
  );
}
