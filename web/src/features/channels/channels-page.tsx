import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Channel } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useLostFocus } from "../../lib/use-lost-focus.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import cards from "../../ui/cards.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { AddChannelDialog } from "./add-channel-dialog.tsx";
import { ChannelCard } from "./channel-card.tsx";
import { ChannelDialogs } from "./channel-dialogs.tsx";
import type { ChannelAct } from "./channel-menu.tsx";
import { TestDialog } from "./test-dialog.tsx";
import { useLiveChannels, useTestChannel } from "./use-channels.ts";

interface ChannelsPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
}

type Open = { act: "add" } | { act: ChannelAct | "test"; channel: Channel };

/** Where messages are forwarded to. */
export function ChannelsPage({ tabs }: ChannelsPageProps) {
  const { data, error, refetch } = useChannels();
  const mayWrite = useCapability("channels:write");
  const test = useTestChannel();
  const [open, setOpen] = useState<Open>();
  const add = useLostFocus(open !== undefined);
  const channels = data?.data;
  const close = () => setOpen(undefined);
  useLiveChannels();

  return (
    <Page
      title={t`Forwarding`}
      lead={t`Channels are where your messages go: a chat, a mailbox, a phone, a program. Rules decide which message goes where.`}
      actions={
        mayWrite && (
          <Button ref={add} onClick={() => setOpen({ act: "add" })}>
            <Trans>Add channel</Trans>
          </Button>
        )
      }
    >
      {tabs}
      {error && !channels && <LoadFailure failure={error} onRetry={refetch} />}
      {!channels && !error && <WaitingRows label={t`Loading channels`} />}
      {channels?.length === 0 && (
        <BlankState title={t`No channel yet`}>
          <p>
            {mayWrite
              ? t`Add a place where your team wants its codes. You choose what to forward and can send a test first.`
              : t`Nobody has added a channel yet.`}
          </p>
        </BlankState>
      )}
      {channels && channels.length > 0 && (
        <ul className={cards.list} aria-label={t`Channels`}>
          {channels.map((channel) => (
            <ChannelCard
              key={channel.id}
              channel={channel}
              mayWrite={mayWrite}
              onTest={() => {
                test.mutate(channel.id);
                setOpen({ act: "test", channel });
              }}
              onAct={(act) => setOpen({ act, channel })}
            />
          ))}
        </ul>
      )}
      {open?.act === "add" && <AddChannelDialog onClose={close} />}
      {open?.act === "test" && <TestDialog channel={open.channel} test={test} onClose={close} />}
      {open && open.act !== "add" && open.act !== "test" && (
        <ChannelDialogs
          act={open.act}
          channel={open.channel}
          onAct={(act) => setOpen({ act, channel: open.channel })}
          onClose={close}
        />
      )}
    </Page>
  );
}
