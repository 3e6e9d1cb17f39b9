import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { serverWords } from "../../api/server-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import type { ChannelKind } from "./channel-api.ts";
import { ChannelForm } from "./channel-form.tsx";
import { KindCards } from "./kind-cards.tsx";
import { isUsual, USUAL_RETRIES } from "./retry-times.ts";
import { SigningSecret } from "./signing-secret.tsx";
import { useChannelDraft } from "./use-channel-draft.ts";
import { useAddChannel, useChannelKinds } from "./use-channels.ts";

/** A new channel: what it is, where it goes, and of a webhook its secret, once. */
export function AddChannelDialog({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useChannelKinds();
  const [kind, setKind] = useState<ChannelKind>();
  const [secret, setSecret] = useState<string>();
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef("kinds");
  const step = secret ? "secret" : (kind?.id ?? "kinds");

  // A step takes the place of the one before: the focus must not stay behind.
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const first = content.current?.querySelector<HTMLElement>("input, textarea, button");
    first?.focus();
    // The name is a proposal, to be typed over.
    if (first instanceof HTMLInputElement) first.select();
  }, [step]);

  const name = kind && serverWords(kind.name);
  const title = secret
    ? t`The channel is added`
    : name
      ? t({ message: `Add channel: ${name}` })
      : t`Add channel`;

  return (
    <Dialog title={title} onClose={onClose} wide>
      <div ref={content}>
        {error && !data && <LoadFailure failure={error} onRetry={refetch} />}
        {!data && !error && <WaitingRows label={t`Loading the kinds of channels`} />}
        {data && !kind && <KindCards kinds={data.data} onChoose={setKind} />}
        {kind && !secret && (
          <NewChannelForm
            key={kind.id}
            kind={kind}
            onBack={() => setKind(undefined)}
            onSecret={setSecret}
            onClose={onClose}
          />
        )}
        {secret && <SigningSecret secret={secret} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

interface NewChannelFormProps {
  kind: ChannelKind;
  onBack: () => void;
  onSecret: (secret: string) => void;
  onClose: () => void;
}

function NewChannelForm({ kind, onBack, onSecret, onClose }: NewChannelFormProps) {
  const add = useAddChannel();
  const announce = useAnnounce();
  const before = {
    name: serverWords(kind.name),
    is_thin: false,
    retry_at_seconds: USUAL_RETRIES,
  };
  const draft = useChannelDraft(kind, before, true);

  function save() {
    const { name, is_thin, settings, seconds } = draft.read();
    if (!settings) return;
    const retry_at_seconds = isUsual(seconds) ? null : seconds;
    add.mutate(
      { name, is_thin, settings, retry_at_seconds },
      {
        onSuccess: ({ secret }) => {
          announce(t`${name} is added.`);
          if (secret) onSecret(secret);
          else onClose();
        },
      },
    );
  }

  return (
    <ChannelForm
      draft={draft}
      failure={add.error}
      pending={add.isPending}
      onTouch={() => add.isError && add.reset()}
      onSave={save}
      save={t`Add channel`}
      onClose={onClose}
    >
      <Button variant="default" onClick={onBack}>
        <Trans>Back</Trans>
      </Button>
    </ChannelForm>
  );
}
