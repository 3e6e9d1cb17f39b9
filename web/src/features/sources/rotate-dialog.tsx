import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { secretWayInWords } from "./provider-words.ts";
import { isTextSecret } from "./scheme-fields.ts";
import { schemeOf } from "./scheme-presets.ts";
import { SecretField } from "./secret-field.tsx";
import type { OpenedSource, Provider, Source } from "./source-api.ts";
import { useRotateSource } from "./use-sources.ts";

interface RotateDialogProps {
  source: Source;
  provider: Provider;
  /** The provider's secret was never entered: what stands in for it is missed by nobody. */
  isFirst: boolean;
  onClose: () => void;
}

/** A new secret in place of the old one, pasted or made. */
export function RotateDialog({ source, provider, isFirst, onClose }: RotateDialogProps) {
  const rotate = useRotateSource(source.id);
  const announce = useAnnounce();
  // With the secret entered, the next one is not the first.
  const [wasFirst] = useState(isFirst);

  function done(secret: string | undefined) {
    if (!wasFirst || secret === undefined) return;
    announce(t`The secret is saved`);
    onClose();
  }

  if (rotate.data && !(wasFirst && !rotate.data.secret))
    return <Rotated made={rotate.data} provider={provider} onClose={onClose} />;
  if (!provider.is_signed) {
    return (
      <ConfirmDialog
        title={t`Make a new address?`}
        act={t`Create new address`}
        pending={rotate.isPending}
        failure={rotate.error}
        onConfirm={() => rotate.mutate({})}
        onClose={onClose}
      >
        <p>
          {t`The old address stops working at once. Webhooks sent there are lost until you enter the new address at your provider.`}
        </p>
      </ConfirmDialog>
    );
  }
  return (
    <NewSecretForm
      provider={provider}
      isFirst={wasFirst}
      mayMake={!wasFirst && isTextSecret(schemeOf(source, provider))}
      pending={rotate.isPending}
      failure={rotate.error}
      onSecret={(secret) => rotate.mutate({ secret }, { onSuccess: () => done(secret) })}
      onClose={onClose}
    />
  );
}

interface NewSecretFormProps {
  provider: Provider;
  isFirst: boolean;
  /** Whether one that is made here could be its secret. */
  mayMake: boolean;
  pending: boolean;
  failure: unknown;
  onSecret: (secret: string | undefined) => void;
  onClose: () => void;
}

function NewSecretForm(props: NewSecretFormProps) {
  const { provider, isFirst, mayMake, pending, failure, onSecret, onClose } = props;
  const [way, setWay] = useState<"paste" | "make">("paste");
  const [secret, setSecret] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const name = provider.guide.open_format ? t`The provider` : provider.name;
  const atField = isEmpty ? t`Enter the secret.` : fieldFailures(failure).secret;

  function save() {
    const given = secret.trim();
    setEmpty(way === "paste" && !given);
    if (way === "make") onSecret(undefined);
    else if (given) onSecret(given);
  }

  return (
    <FormDialog
      title={isFirst ? t`Enter the secret` : t`Change secret`}
      act={way === "paste" ? <Trans>Use this secret</Trans> : <Trans>Make a secret</Trans>}
      pending={pending}
      failure={!atField && failure}
      faults={atField}
      onSubmit={save}
      onClose={onClose}
    >
      {!isFirst && (
        <div className={formClasses.words}>
          <p>
            {t`The old secret keeps working for 24 hours alongside the new one, so you lose no messages.`}
          </p>
        </div>
      )}
      {mayMake && (
        <ChoiceCards
          legend={t`Where its secret comes from`}
          value={way}
          onChange={setWay}
          choices={(["paste", "make"] as const).map((value) => {
            const [title, words] = secretWayInWords(value, name);
            return { value, title, words };
          })}
        />
      )}
      {way === "paste" && (
        <SecretField value={secret} onChange={setSecret} error={atField} isNext />
      )}
    </FormDialog>
  );
}

function Rotated(props: { made: OpenedSource; provider: Provider; onClose: () => void }) {
  const { made, provider, onClose } = props;
  const { old_secret_ends_at: end } = made.source;
  const until = end && momentInWords(end);
  return (
    <Dialog
      title={provider.is_signed ? t`The secret is changed` : t`The address is changed`}
      onClose={onClose}
    >
      <div className={formClasses.form}>
        {!provider.is_signed && (
          <ShownOnce label={t`New address of the webhook`} text={made.webhook_url}>
            {t`Replace the old address with this one at your provider. Anyone with the address can post.`}
          </ShownOnce>
        )}
        {made.secret && (
          <ShownOnce label={t`New secret`} text={made.secret}>
            {t`Copy the secret now and enter it at your provider: it won’t be shown again.`}
          </ShownOnce>
        )}
        {until && (
          <div className={formClasses.words}>
            <p>{t`The old secret works until ${until}.`}</p>
          </div>
        )}
        <DialogButtons>
          <LeaveButton onClose={onClose}>{t`Done`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
