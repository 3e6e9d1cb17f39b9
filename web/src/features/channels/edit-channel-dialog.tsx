import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Channel } from "../../api/client.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import type { ChannelChange, ChannelKind } from "./channel-api.ts";
import { ChannelForm } from "./channel-form.tsx";
import classes from "./channels.module.css";
import { isUsual } from "./retry-times.ts";
import { useChannelDraft } from "./use-channel-draft.ts";
import { useChannelKinds, useUpdateChannel } from "./use-channels.ts";

interface EditChannelDialogProps {
  channel: Channel;
  /** `isReplaced`: its address was entered again. */
  onSaved: (isReplaced: boolean) => void;
  onClose: () => void;
}

/** Changes a channel. Its address is never shown: it stays, or is entered anew. */
export function EditChannelDialog({ channel, onSaved, onClose }: EditChannelDialogProps) {
  const { data, error, refetch } = useChannelKinds();
  const kind = data?.data.find(({ id }) => id === channel.kind);
  return (
    <Dialog title={t`Edit ${channel.name}`} onClose={onClose} wide>
      {error && !data && <LoadFailure failure={error} onRetry={refetch} />}
      {!data && !error && <WaitingRows label={t`Loading the kinds of channels`} />}
      {data && !kind && (
        <Notice kind="failure">
          <Trans>This server does not know this kind of channel. It can only be removed.</Trans>
        </Notice>
      )}
      {kind && (
        <EditChannelForm kind={kind} channel={channel} onSaved={onSaved} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface EditChannelFormProps extends EditChannelDialogProps {
  kind: ChannelKind;
}

function EditChannelForm({ kind, channel, onSaved, onClose }: EditChannelFormProps) {
  const update = useUpdateChannel(channel.id);
  const announce = useAnnounce();
  const draft = useChannelDraft(kind, channel, channel.target === null);
  const fields = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(draft.hasSettings);
  const isEntered = draft.hasSettings;

  // The button went with the press: on to the fields that took its place.
  useEffect(() => {
    if (isEntered && !wasOpen.current) {
      fields.current?.querySelectorAll<HTMLElement>("input, textarea")[1]?.focus();
    }
    wasOpen.current = isEntered;
  }, [isEntered]);

  function save() {
    const { name, is_thin, settings, seconds, isOtherRetries } = draft.read();
    const change: ChannelChange = {
      name,
      is_thin,
      ...(isOtherRetries && { retry_at_seconds: isUsual(seconds) ? null : seconds }),
      ...(settings && { settings }),
      // It was off because its old address is no more.
      ...(settings && channel.disabled_reason === "gone" && { is_enabled: true }),
    };
    update.mutate(change, {
      onSuccess: () => {
        announce(t`${name} is saved.`);
        onSaved(settings !== undefined);
      },
    });
  }

  return (
    <Dialog title={t`Edit ${channel.name}`} onClose={onClose} wide>
      <div ref={fields}>
        <ChannelForm
          draft={draft}
          failure={update.error}
          pending={update.isPending}
          onTouch={() => update.isError && update.reset()}
          onSave={save}
          save={t`Save`}
          onClose={onClose}
          keptAddress={
            <div className={classes.kept}>
              <p className={classes.keptWords}>
                <Trans>
                  Current destination: <strong>{channel.target}</strong>. Addresses and tokens are
                  stored encrypted and won’t be shown again.
                </Trans>
              </p>
              <Button variant="default" onClick={() => draft.setHasSettings(true)}>
                <Trans>Enter a new address</Trans>
              </Button>
            </div>
          }
        >
          {isEntered && channel.target !== null && (
            <Button variant="default" onClick={() => draft.setHasSettings(false)}>
              <Trans>Keep the old address</Trans>
            </Button>
          )}
        </ChannelForm>
      </div>
    </Dialog>
  );
}
