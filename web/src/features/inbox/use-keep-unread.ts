import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { describeFailure } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { useMarkUnread } from "./use-messages.ts";

/** Marks the open message as unread and closes it: looked at any longer, it would be read. */
export function useKeepUnread(onFailure: (words: string) => void): (id: string) => void {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { mutate } = useMarkUnread();
  return (id) => {
    navigate({ to: "/", search: ({ message: _, ...rest }) => rest, replace: true });
    mutate([id], {
      onSuccess: () => announce(t`Marked as unread`),
      onError: (failure) => onFailure(describeFailure(failure)),
    });
  };
}
