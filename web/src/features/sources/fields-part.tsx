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
import { type BodyFaults, bodyFaults, fromFields, toFields } from "./body-fields.ts";
import { BodyFieldset } from "./body-fieldset.tsx";
import type { Source } from "./source-api.ts";
import classes from "./sources.module.css";
import { useUpdateSource } from "./use-sources.ts";

const NO_FAULTS: BodyFaults = {};

export function FieldsPart({ source }: { source: Source }) {
  const update = useUpdateSource(source.id);
  const announce = useAnnounce();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(() => fromFields(source.fields));
  const [faults, setFaults] = useState(NO_FAULTS);

  useEffect(() => {
    if (faults !== NO_FAULTS) focusFirstFault(form.current);
  }, [faults]);

  function save(event: SyntheticEvent) {
    event.preventDefault();
    const found = bodyFaults(fields);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    update.mutate({ fields: toFields(fields) }, { onSuccess: () => announce(t`Saved`) });
  }

  return (
    <Part title={t`Where the fields are`}>
      <form
        ref={form}
        onSubmit={save}
        noValidate
        onChange={() => update.isSuccess && update.reset()}
        className={`${formClasses.form} ${classes.wide}`}
        aria-label={t`Where the fields are`}
      >
        <FailureNotice failure={update.error} words={fieldFailures(update.error).fields} />
        <BodyFieldset value={fields} onChange={setFields} faults={faults} />
        <div className={formClasses.foot}>
          <Button type="submit" variant="default" loading={update.isPending}>
            {update.isSuccess ? <Trans>Saved</Trans> : <Trans>Save fields</Trans>}
          </Button>
        </div>
      </form>
    </Part>
  );
}
