import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { serverWords } from "../../api/server-words.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { nextName } from "../../lib/next-name.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
import { type BodyFaults, bodyFaults, toFields, USUAL_FIELDS } from "./body-fields.ts";
import { BodyFieldset } from "./body-fieldset.tsx";
import { barePhone } from "./form-words.ts";
import { secretWayInWords, secretWays } from "./provider-words.ts";
import { type SchemeFaults, schemeFaults, serverSchemeFaults } from "./scheme-faults.ts";
import { isTextSecret, toScheme } from "./scheme-fields.ts";
import { SchemeFieldset } from "./scheme-fieldset.tsx";
import { usualScheme } from "./scheme-presets.ts";
import { SecretField } from "./secret-field.tsx";
import type { NewSource, Provider, SecretWay } from "./source-api.ts";
import classes from "./sources.module.css";
import { useMakeSource } from "./use-sources.ts";

interface DetailsFormProps {
  provider: Provider;
  /** What the other sources are called. */
  takenNames: string[];
  onMade: (id: string) => void;
  onBack: () => void;
}

type Faults = { name?: string; secret?: string; default_number?: string } & {
  scheme: SchemeFaults;
  fields: BodyFaults;
};

const NO_FAULTS: Faults = { scheme: {}, fields: {} };

/** The second step: what a source of this provider needs, and nothing else. */
export function DetailsForm({ provider, takenNames, onMade, onBack }: DetailsFormProps) {
  const make = useMakeSource();
  const form = useRef<HTMLFormElement>(null);
  const isGeneric = provider.guide.open_format !== null;
  const [name, setName] = useState(isGeneric ? "" : nextName(provider.name, takenNames));
  const [wayChosen, setWay] = useState<SecretWay>();
  const [secret, setSecret] = useState("");
  const [number, setNumber] = useState("");
  const [scheme, setScheme] = useState(() => usualScheme(provider));
  const ways = secretWays(provider, isTextSecret(scheme));
  const way = ways.find((one) => one === wayChosen) ?? ways[0];
  const [fields, setFields] = useState(USUAL_FIELDS);
  const [faults, setFaults] = useState(NO_FAULTS);
  const { rest } = serverSchemeFaults(fieldFailures(make.error));
  const provided = isGeneric ? t`The provider` : provider.name;
  const fieldsFault = fieldFailures(make.error).fields;

  useEffect(() => {
    if (faults !== NO_FAULTS) focusFirstFault(form.current);
  }, [faults]);

  function save(event: SyntheticEvent) {
    event.preventDefault();
    const found: Faults = {
      name: name.trim() ? undefined : t`Enter a name.`,
      secret: way === "paste" && !secret.trim() ? t`Enter the secret.` : undefined,
      scheme: isGeneric ? schemeFaults(scheme) : {},
      fields: isGeneric ? bodyFaults(fields) : {},
    };
    setFaults(found);
    if ([found, found.scheme, found.fields].some(hasFault)) return;
    const body: NewSource = {
      provider: provider.id,
      name: name.trim(),
      ...(way === "paste" && { secret: secret.trim() }),
      ...(number.trim() && { default_number: barePhone(number) }),
      ...(isGeneric && { scheme: toScheme(scheme), fields: toFields(fields) }),
    };
    make.mutate(
      { body, isSecretLater: way === "later" },
      {
        onSuccess: ({ source }) => onMade(source.id),
        onError: (failure) => {
          const said = fieldFailures(failure);
          setFaults({
            name: said.name,
            secret: said.secret,
            default_number: said.default_number,
            scheme: serverSchemeFaults(said).atFields,
            fields: {},
          });
        },
      },
    );
  }

  return (
    <form
      ref={form}
      onSubmit={save}
      noValidate
      className={`${formClasses.form} ${classes.wide}`}
      aria-label={t`Details of the source`}
    >
      <FailureNotice failure={make.error} words={rest ?? fieldsFault} />
      <TextInput
        label={t`Name`}
        description={t`Your team’s name for this source, shown with each message.`}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      {way && ways.length > 1 && (
        <ChoiceCards
          legend={t`Where its secret comes from`}
          value={way}
          onChange={setWay}
          choices={ways.map((value) => {
            const [title, words] = secretWayInWords(value, provided);
            return { value, title, words };
          })}
        />
      )}
      {way === "paste" && <SecretField value={secret} onChange={setSecret} error={faults.secret} />}
      {way !== "paste" && faults.secret && <Notice kind="failure">{faults.secret}</Notice>}
      <TextInput
        label={t`Default number (optional)`}
        description={serverWords(provider.guide.number_hint)}
        placeholder="+1 202 555 0143"
        type="tel"
        autoComplete="off"
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
        error={faults.default_number}
      />
      {isGeneric && (
        <>
          <SchemeFieldset value={scheme} onChange={setScheme} faults={faults.scheme} />
          <BodyFieldset value={fields} onChange={setFields} faults={faults.fields} />
        </>
      )}
      <div className={formClasses.foot}>
        <Button type="submit" loading={make.isPending}>
          <Trans>Create source</Trans>
        </Button>
        <Button variant="default" onClick={onBack}>
          <Trans>Another provider</Trans>
        </Button>
      </div>
    </form>
  );
}

function hasFault(faults: object): boolean {
  return Object.values(faults).some((fault) => typeof fault === "string");
}
