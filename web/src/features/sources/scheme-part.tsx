import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { Part } from "../../ui/page.tsx";
import { type SchemeFaults, schemeFaults, serverSchemeFaults } from "./scheme-faults.ts";
import { toScheme } from "./scheme-fields.ts";
import { SchemeFieldset } from "./scheme-fieldset.tsx";
import { schemeOf, usualScheme } from "./scheme-presets.ts";
import type { Provider, Source } from "./source-api.ts";
import classes from "./sources.module.css";
import { useUpdateSource } from "./use-sources.ts";

const NO_FAULTS: SchemeFaults = {};

/** How the source's webhooks are signed, folded away while it is as the provider usually does it. */
export function SchemePart({ source, provider }: { source: Source; provider: Provider }) {
  const { name, guide } = provider;
  const isGeneric = guide.open_format !== null;
  const [isOpen, setOpen] = useState(isGeneric || source.scheme !== null);
  return (
    <Part
      title={t`How it signs`}
      words={
        isOpen
          ? undefined
          : t`Set to the usual scheme for ${name}. Change this only if its documentation says otherwise.`
      }
      actions={
        !isOpen && (
          <Button variant="default" onClick={() => setOpen(true)}>
            <Trans>Change signing scheme</Trans>
          </Button>
        )
      }
    >
      {isOpen && (
        <SchemeForm
          source={source}
          provider={provider}
          usual={isGeneric ? undefined : name}
          onUsual={() => setOpen(false)}
        />
      )}
    </Part>
  );
}

interface SchemeFormProps {
  source: Source;
  provider: Provider;
  /** The provider whose usual way can be gone back to. */
  usual: string | undefined;
  onUsual: () => void;
}

function SchemeForm({ source, provider, usual, onUsual }: SchemeFormProps) {
  const update = useUpdateSource(source.id);
  const announce = useAnnounce();
  const form = useRef<HTMLFormElement>(null);
  const [scheme, setScheme] = useState(() => schemeOf(source, provider));
  const [faults, setFaults] = useState(NO_FAULTS);
  const { rest } = serverSchemeFaults(fieldFailures(update.error));

  useEffect(() => {
    if (faults !== NO_FAULTS) focusFirstFault(form.current);
  }, [faults]);

  function send(own: Source["scheme"]) {
    update.mutate(
      { scheme: own },
      {
        onSuccess: () => {
          announce(t`Saved`);
          if (own) return;
          setScheme(usualScheme(provider));
          onUsual();
        },
        onError: (failure) => setFaults(serverSchemeFaults(fieldFailures(failure)).atFields),
      },
    );
  }

  function save(event: SyntheticEvent) {
    event.preventDefault();
    const found = schemeFaults(scheme);
    setFaults(found);
    if (Object.keys(found).length === 0) send(toScheme(scheme));
  }

  return (
    <form
      ref={form}
      onSubmit={save}
      noValidate
      onChange={() => update.isSuccess && update.reset()}
      className={`${formClasses.form} ${classes.wide}`}
      aria-label={t`How it signs`}
    >
      <FailureNotice failure={update.error} words={rest} />
      <SchemeFieldset value={scheme} onChange={setScheme} faults={faults} />
      <div className={formClasses.foot}>
        <Button type="submit" variant="default" loading={update.isPending}>
          {update.isSuccess ? <Trans>Saved</Trans> : <Trans>Save how it signs</Trans>}
        </Button>
        {usual && (
          <Button
            variant="default"
            onClick={() => (source.scheme ? send(null) : onUsual())}
          >{t`As ${usual} usually does`}</Button>
        )}
      </div>
    </form>
  );
}
