import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { client, dataOf, type Notice } from "../../api/client.ts";
import { useRefetch } from "../../api/queries.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureLine } from "../../ui/failure-notice.tsx";
import { orphansOf } from "./notice-words.ts";
import classes from "./notices.module.css";

/** The channels that a member left behind and that nobody has taken over or removed yet. */
export function OrphanedChannels({ notice }: { notice: Notice }) {
  const named = orphansOf(notice);
  const isAsked = useCapability("channels:write") && named.length > 0;
  // They may have been left behind a moment ago.
  const { data } = useChannels({ enabled: isAsked, staleTime: 0 });
  const refetch = useRefetch();
  const announce = useAnnounce();
  const takeOver = useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) {
        const params = { path: { id } };
        await dataOf(client.PATCH("/channels/{id}", { params, body: { is_enabled: true } }));
      }
    },
    onSuccess: () => announce(t`Taken over: messages are forwarded there again.`),
    onSettled: () => refetch("/channels"),
  });
  const orphans = (data?.data ?? []).filter(
    ({ id, disabled_reason }) =>
      disabled_reason === "orphaned" && named.some((channel) => channel.id === id),
  );
  if (!isAsked || orphans.length === 0) return null;
  return (
    <>
      <ul className={classes.orphans} aria-label={t`Unattended channels`}>
        {orphans.map(({ id, name }) => (
          <li key={id} className={classes.orphan}>
            <span className={classes.orphanName}>{name}</span>
            <Button
              variant="default"
              className={classes.takeOver}
              aria-label={t`Take over: ${name}`}
              loading={takeOver.isPending && takeOver.variables.includes(id)}
              onClick={() => takeOver.mutate([id])}
            >
              <Trans>Take over</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {orphans.length > 1 && (
        <Button
          variant="default"
          className={classes.takeOver}
          disabled={takeOver.isPending}
          onClick={() => takeOver.mutate(orphans.map(({ id }) => id))}
        >
          <Trans>Take over all</Trans>
        </Button>
      )}
      <FailureLine failure={takeOver.error} className={classes.failure} />
    </>
  );
}
