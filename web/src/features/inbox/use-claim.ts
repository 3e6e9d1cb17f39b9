import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Claim, client, dataOf, type Message } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { useMe } from "../../api/use-me.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { claimOf, otherUser } from "./claims.ts";
import { findMessage, reviseMessage } from "./message-cache.ts";

/** Says to the team that one is using a code, or is not any more. */
export function useClaim() {
  const cache = useQueryClient();
  const announce = useAnnounce();
  const ownId = useMe().data?.user.id;
  const change = useMutation({
    mutationFn: ({ id, claimed }: { id: string; claimed: boolean }) => {
      const params = { path: { id } };
      return dataOf<Claim>(
        claimed
          ? client.POST("/messages/{id}/claim", { params })
          : client.DELETE("/messages/{id}/claim", { params }),
      );
    },
    onSuccess: (claim) => {
      const message = findMessage(cache, claim.id);
      if (message) reviseMessage(cache, { ...message, ...claim });
    },
  });

  /** The button and the key: one's own claim is released, any other is taken over, and that is said. */
  function toggle(message: Message) {
    const isOwn = claimOf(message, ownId)?.isOwn ?? false;
    const name = otherUser(message, ownId, Date.now());
    change.mutate(
      { id: message.id, claimed: !isOwn },
      {
        onSuccess: () => {
          if (isOwn) announce(t`Released. Others see that nobody is using this code.`);
          else if (name) announce(t`Taken over from ${name}. Others see that you are using it.`);
          else announce(t`Others see that you are using this code.`);
        },
        onError: (failure) => announce(describeFailure(failure)),
      },
    );
  }

  return {
    ownId,
    toggle,
    claim: (id: string) => change.mutate({ id, claimed: true }),
    release: (id: string) => change.mutate({ id, claimed: false }),
    isPending: change.isPending,
    error: change.error,
  };
}
