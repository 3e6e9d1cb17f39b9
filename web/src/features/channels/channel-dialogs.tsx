import type { Channel } from "../../api/client.ts";
import type { ChannelAct } from "./channel-menu.tsx";
import { EditChannelDialog } from "./edit-channel-dialog.tsx";
import { RemoveChannelDialog } from "./remove-channel-dialog.tsx";
import { RotateChannelDialog } from "./rotate-channel-dialog.tsx";
import { useKindOf } from "./use-channels.ts";

interface ChannelDialogsProps {
  act: ChannelAct;
  /** As it was when the dialog was opened: what is typed is not overrun by what happens meanwhile. */
  channel: Channel;
  onAct: (act: ChannelAct) => void;
  onClose: () => void;
}

/** The dialog of what is being done with a channel. */
export function ChannelDialogs({ act, channel, onAct, onClose }: ChannelDialogsProps) {
  const kind = useKindOf(channel);
  switch (act) {
    case "edit":
      return (
        <EditChannelDialog
          channel={channel}
          onSaved={(isReplaced) => {
            // With the unreadable settings its secret was lost; the new one is told by replacing it.
            const isSecretLost = kind?.is_signed && channel.target === null;
            if (isReplaced && isSecretLost) onAct("rotate");
            else onClose();
          }}
          onClose={onClose}
        />
      );
    case "rotate":
      return <RotateChannelDialog channel={channel} onClose={onClose} />;
    case "remove":
      return <RemoveChannelDialog channel={channel} onClose={onClose} />;
  }
}
