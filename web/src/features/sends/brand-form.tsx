import { t } from "@lingui/core/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { languageInWords } from "./place-words.ts";
import type { Brand } from "./send-api.ts";
import classes from "./settings.module.css";
import { useSetBrand } from "./use-settings.ts";
import { useLanguages } from "./use-texts.ts";

interface BrandFormProps {
  sourceId: string;
  brand: Brand | null;
}

export function BrandForm({ sourceId, brand }: BrandFormProps) {
  const set = useSetBrand(sourceId);
  const announce = useAnnounce();
  const known = useLanguages();
  const [company, setCompany] = useState(brand?.company ?? "");
  const [language, setLanguage] = useState(brand?.language ?? "en");
  const [isMissing, setMissing] = useState(false);
  const faults = fieldFailures(set.error);
  const isPlaced = "company" in faults || "language" in faults;
  const languages = known.includes(language) ? known : [language, ...known];

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setMissing(!company.trim());
    if (set.isPending || !company.trim()) return;
    set.mutate(
      { company: company.trim(), language },
      { onSuccess: () => announce(t`The name is saved.`) },
    );
  }

  return (
    <form
      onSubmit={submit}
      onChange={() => {
        setMissing(false);
        if (!set.isIdle) set.reset();
      }}
      noValidate
      className={formClasses.form}
    >
      <FailureNotice failure={!isPlaced && set.error} />
      <div className={classes.amounts}>
        <TextInput
          label={t`Company name`}
          maxLength={40}
          autoComplete="off"
          value={company}
          onChange={(event) => setCompany(event.currentTarget.value)}
          error={isMissing ? t`Enter a name.` : faults.company}
        />
        <NativeSelect
          label={t`Language`}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          error={faults.language}
          data={languages.map((value) => ({ value, label: languageInWords(value) }))}
        />
      </div>
      <div className={formClasses.foot}>
        <Button type="submit" loading={set.isPending}>
          {set.isSuccess ? t`Saved` : t`Save name`}
        </Button>
      </div>
    </form>
  );
}
