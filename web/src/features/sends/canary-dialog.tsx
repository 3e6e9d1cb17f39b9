import { t } from "@lingui/core/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import type { Canary, Gateway } from "./send-api.ts";
import { minutesInWords } from "./span-words.ts";
import { useSetCanary } from "./use-canaries.ts";

interface CanaryDialogProps {
  /** The one whose schedule changes; undefined: a number that is not tested yet. */
  canary: Canary | undefined;
  /** Numbers that are not tested yet. */
  numbers: PhoneNumber[];
  gateways: Gateway[] | undefined;
  onClose: () => void;
}

const USUAL_MINUTES = 360;
const USUAL_SECONDS = 300;
const CHOICES_MINUTES = [15, 60, 360, 720, 1440, 10_080];

export function CanaryDialog({ canary, numbers, gateways, onClose }: CanaryDialogProps) {
  const set = useSetCanary();
  const announce = useAnnounce();
  const [number_id, setNumber] = useState(canary?.number.id ?? numbers[0]?.id ?? "");
  const [every, setEvery] = useState(canary?.every_minutes ?? USUAL_MINUTES);
  const [within, setWithin] = useState(String(canary?.within_seconds ?? USUAL_SECONDS));
  const [gateway, setGateway] = useState(canary?.gateway_id ?? "");
  const faults = fieldFailures(set.error);
  const isPlaced = Object.keys(faults).length > 0;
  const minutes = CHOICES_MINUTES.includes(every) ? CHOICES_MINUTES : [every, ...CHOICES_MINUTES];

  function submit() {
    set.mutate(
      {
        number_id,
        every_minutes: every,
        within_seconds: Number(within) || 0,
        gateway_id: gateway || null,
      },
      {
        onSuccess: (saved) => {
          const name = numberName(saved.number);
          announce(t`Now testing ${name}.`);
          onClose();
        },
      },
    );
  }

  return (
    <FormDialog
      title={canary ? t`Test of ${numberName(canary.number)}` : t`Test number`}
      act={canary ? t`Save` : t`Test number`}
      pending={set.isPending}
      failure={!isPlaced && set.error}
      faults={faults}
      onSubmit={submit}
      onTouch={() => set.isError && set.reset()}
      onClose={onClose}
    >
      {!canary && (
        <NativeSelect
          label={t`Number`}
          value={number_id}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={faults.number_id}
          data={numbers.map(({ id, label, phone_number }) => ({
            value: id,
            label: label ?? phoneInWords(phone_number),
          }))}
        />
      )}
      <NativeSelect
        label={t`How often it is texted`}
        value={String(every)}
        onChange={(event) => setEvery(Number(event.currentTarget.value))}
        error={faults.every_minutes}
        data={minutes.map((value) => {
          const span = minutesInWords(value);
          return { value: String(value), label: t`every ${span}` };
        })}
      />
      <TextInput
        label={t`Seconds until it is missed`}
        description={t`From 10 to 3600. Carriers may take a few minutes.`}
        inputMode="numeric"
        autoComplete="off"
        value={within}
        onChange={(event) => setWithin(event.currentTarget.value)}
        error={faults.within_seconds}
      />
      <NativeSelect
        label={t`Gateway`}
        description={t`“Loopback” tests this server alone, without any SMS.`}
        value={gateway}
        onChange={(event) => setGateway(event.currentTarget.value)}
        error={faults.gateway_id}
        data={[
          { value: "", label: t`First available gateway` },
          ...(gateways ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </FormDialog>
  );
}
