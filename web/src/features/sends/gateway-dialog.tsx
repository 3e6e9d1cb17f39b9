import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { CountriesInput } from "./countries-input.tsx";
import { draftOf, type Faults, faultsIn, gatewayOf } from "./gateway-draft.ts";
import { GatewayFields } from "./gateway-fields.tsx";
import { GatewayKinds } from "./gateway-kinds.tsx";
import type { Gateway, GatewayKind } from "./send-api.ts";
import { useGatewayKinds, useSaveGateway, useUpdateGateway } from "./use-gateways.ts";

interface GatewayDialogProps {
  /** The one that is changed; undefined: a new one. */
  gateway: Gateway | undefined;
  onClose: () => void;
}

/** Adds a gateway or changes one; its kind says what it needs to be told. */
export function GatewayDialog({ gateway, onClose }: GatewayDialogProps) {
  const { data, error, refetch } = useGatewayKinds();
  const [chosen, setChosen] = useState<GatewayKind>();
  const content = useRef<HTMLDivElement>(null);
  const kind = gateway ? data?.data.find(({ id }) => id === gateway.kind) : chosen;
  const name = gateway?.name ?? kind?.name;
  const title = gateway
    ? t({ message: `Edit ${name}` })
    : kind
      ? t({ message: `Add gateway: ${name}` })
      : t`Add gateway`;

  // A step takes the place of the one before: the focus must not stay behind.
  useEffect(() => {
    if (chosen) content.current?.querySelector("input")?.select();
  }, [chosen]);

  return (
    <Dialog title={title} onClose={onClose} wide>
      <div ref={content}>
        {error && !data && <LoadFailure failure={error} onRetry={refetch} />}
        {!data && !error && <WaitingRows label={t`Loading the kinds of gateways`} />}
        {data && !kind && <GatewayKinds kinds={data.data} onChoose={setChosen} />}
        {kind && (
          <GatewayForm
            key={kind.id}
            kind={kind}
            gateway={gateway}
            onBack={gateway ? undefined : () => setChosen(undefined)}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

interface GatewayFormProps extends GatewayDialogProps {
  kind: GatewayKind;
  onBack: (() => void) | undefined;
}

function GatewayForm({ kind, gateway, onBack, onClose }: GatewayFormProps) {
  const save = useSaveGateway(gateway?.id);
  const rename = useUpdateGateway(gateway?.id ?? "");
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => draftOf(kind, gateway));
  const [found, setFound] = useState<Faults>({});
  const setting = gateway?.managed_by;
  const saving = setting ? rename : save;
  const failure = saving.error;
  const faults: Faults = { ...found, ...fieldFailures(failure) };
  const isPlaced = Object.keys(faults).some(
    (field) => ["name", "countries"].includes(field) || field.startsWith("settings."),
  );

  function submit() {
    const wrong = faultsIn(draft, kind, gateway !== undefined);
    setFound(wrong);
    if (Object.keys(wrong).length > 0) return;
    const told = gatewayOf(draft, kind);
    const { name, countries } = told;
    const onSuccess = () => {
      announce(gateway ? t`${name} is saved.` : t`${name} is added.`);
      onClose();
    };
    if (setting) rename.mutate({ name, countries }, { onSuccess });
    else save.mutate(told, { onSuccess });
  }

  return (
    <DialogForm
      act={gateway ? t`Save` : t`Add gateway`}
      pending={saving.isPending}
      failure={!isPlaced && failure}
      faults={faults}
      buttons={
        onBack && (
          <Button variant="default" onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
        )
      }
      onSubmit={submit}
      onTouch={() => {
        setFound({});
        if (saving.isError) saving.reset();
      }}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        description={t`Your team’s name for this channel.`}
        maxLength={100}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        error={faults.name}
      />
      {setting ? (
        <Notice>
          <Trans>These settings come from {setting} on the server. Change them there.</Trans>
        </Notice>
      ) : (
        <GatewayFields
          kind={kind}
          values={draft.settings}
          isKept={gateway !== undefined}
          faults={faults}
          onChange={(settings) => setDraft({ ...draft, settings })}
        />
      )}
      <CountriesInput
        label={t`Only for numbers of these countries`}
        none={t`Leave empty for numbers in all countries.`}
        value={draft.countries}
        onChange={(countries) => setDraft({ ...draft, countries })}
        fault={faults.countries}
      />
    </DialogForm>
  );
}
