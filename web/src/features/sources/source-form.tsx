import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldFailures } from "../../api/problem.ts";
import { serverWords } from "../../api/server-words.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { Part } from "../../ui/page.tsx";
import { barePhone } from "./form-words.ts";
import { signs } from "./scheme-fields.ts";
import { schemeOf } from "./scheme-presets.ts";
import type { Provider, Source } from "./source-api.ts";
import classes from "./sources.module.css";
import { spanInWords } from "./span-words.ts";
import { useUpdateSource } from "./use-sources.ts";

export const LEAST_TOLERANCE_S = 60;
export const MOST_TOLERANCE_S = 900;

interface SourceFormProps {
  source: Source;
  provider: Provider;
  mayWrite: boolean;
}

/** Name, number and tolerance, saved together; to read only for those who may not change them. */
export function SourceForm({ source, provider, mayWrite }: SourceFormProps) {
  const isTimed = provider.is_signed && signs(schemeOf(source, provider), "timestamp");
  const added = momentInWords(source.created_at);
  return (
    <Part title={t`About this source`} words={t`Added on ${added}`}>
      {mayWrite ? (
        <AboutForm source={source} provider={provider} isTimed={isTimed} />
      ) : (
        <AboutFacts source={source} isTimed={isTimed} />
      )}
    </Part>
  );
}

function AboutFacts({ source, isTimed }: { source: Source; isTimed: boolean }) {
  const number = source.default_number && phoneInWords(source.default_number);
  const span = spanInWords(source.tolerance_seconds);
  return (
    <>
      <p className={classes.plain}>
        {number
          ? t`Messages that name no number are for ${number}.`
          : t`Each message names its number.`}
      </p>
      {isTimed && <p className={classes.plain}>{t`Webhooks may be up to ${span} old.`}</p>}
    </>
  );
}

function AboutForm(props: { source: Source; provider: Provider; isTimed: boolean }) {
  const { source, provider, isTimed } = props;
  const update = useUpdateSource(source.id);
  const announce = useAnnounce();
  const form = useForm({
    initialValues: {
      name: source.name,
      default_number: source.default_number ?? "",
      tolerance_seconds: String(source.tolerance_seconds),
    },
    validate: {
      name: (name) => (name.trim() ? null : t`Enter a name.`),
      tolerance_seconds: (typed) => {
        const seconds = Number(typed);
        const fits =
          Number.isInteger(seconds) && seconds >= LEAST_TOLERANCE_S && seconds <= MOST_TOLERANCE_S;
        return fits
          ? null
          : t`Enter a whole number from ${LEAST_TOLERANCE_S} to ${MOST_TOLERANCE_S}.`;
      },
    },
  });

  function save({ name, default_number, tolerance_seconds }: typeof form.values) {
    update.mutate(
      {
        name: name.trim(),
        default_number: barePhone(default_number) || null,
        ...(isTimed && { tolerance_seconds: Number(tolerance_seconds) }),
      },
      {
        onSuccess: () => announce(t`Saved`),
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <form
      onSubmit={form.onSubmit(save)}
      noValidate
      onChange={() => update.isSuccess && update.reset()}
      className={`${formClasses.form} ${formClasses.narrow}`}
      aria-label={t`About this source`}
    >
      <FailureNotice failure={update.error} />
      <TextInput label={t`Name`} maxLength={100} {...form.getInputProps("name")} />
      <TextInput
        label={t`Default number (optional)`}
        description={serverWords(provider.guide.number_hint)}
        placeholder="+1 202 555 0143"
        type="tel"
        autoComplete="off"
        {...form.getInputProps("default_number")}
      />
      {isTimed && (
        <TextInput
          label={t`How many seconds a webhook may be old`}
          description={t`How far the signed time may be off. 300 is usual; a lower value is stricter.`}
          inputMode="numeric"
          {...form.getInputProps("tolerance_seconds")}
        />
      )}
      <div className={formClasses.foot}>
        <Button type="submit" loading={update.isPending}>
          {update.isSuccess ? <Trans>Saved</Trans> : <Trans>Save</Trans>}
        </Button>
      </div>
    </form>
  );
}
