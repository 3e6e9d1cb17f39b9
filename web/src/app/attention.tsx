import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCapability } from "../api/use-capability.ts";
import { useMe } from "../api/use-me.ts";
import { SoundBlockedLine } from "../features/attention/sound-blocked-line.tsx";
import { showUnread, titleOf } from "../features/attention/unread-signs.ts";
import { useAttention } from "../features/attention/use-attention.ts";
import { useUnread } from "../features/inbox/use-unread.ts";
import { usePageTitle } from "./page-title.ts";

/** What the page shows and does while nobody looks at it: its title, icon, sound, notifications. */
export function Attention() {
  const page = usePageTitle();
  const { total } = useUnread();
  const readsMessages = useCapability("messages:read");
  const { data: me } = useMe();
  const navigate = useNavigate();
  useAttention({
    muted: me?.preferences.muted_number_ids,
    onOpen: (message) => navigate({ to: "/", search: { message } }),
  });

  useEffect(() => {
    document.title = titleOf(page, total);
  }, [page, total]);
  useEffect(() => showUnread(total), [total]);
  // Whoever signs out leaves nothing behind that tells of messages.
  useEffect(
    () => () => {
      document.title = titleOf(undefined, 0);
      showUnread(0);
    },
    [],
  );

  return readsMessages && <SoundBlockedLine />;
}
