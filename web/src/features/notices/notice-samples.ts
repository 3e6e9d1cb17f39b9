import type { Notice } from "../../api/client.ts";

/** A notice as the server sends it; a test states only what it is about. */
export function sampleNotice(
  about: Partial<Omit<Notice, "details">> & { details?: object } = {},
): Notice {
  return {
    id: "o1",
    kind: "channel.gone",
    title: "The channel Ops room was switched off: its receiver is gone",
    text: "It answered 410.",
    source_id: null,
    number: null,
    channel_id: "c1",
    created_at: "2026-03-10T12:00:00Z",
    dismissed_at: null,
    ...about,
    details: (about.details ?? { channel: "Ops room" }) as Notice["details"],
  };
}
