import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { OneText } from "./one-text.tsx";
import { languageInWords } from "./place-words.ts";
import type { SendText } from "./send-api.ts";
import classes from "./settings.module.css";
import { useTexts } from "./use-texts.ts";

/** What a code comes with, in each language. */
export function TextsPart({ mayWrite }: { mayWrite: boolean }) {
  const { data, error, refetch } = useTexts();
  const [language, setLanguage] = useState("en");
  const texts = (data?.data ?? [])
    .filter(({ purpose, source_id }) => purpose === "code" && source_id === null)
    .map((text) => ({ ...text, name: languageInWords(text.language) }))
    .sort((one, other) => one.name.localeCompare(other.name));
  const text = texts.find((one) => one.language === language) ?? texts[0];
  const own = texts.filter(({ is_own }) => is_own).length;

  return (
    <Part
      title={t`Texts of codes`}
      words={t`Your program picks the language of each code. Texts that stay within the GSM alphabet cost least.`}
    >
      {error && !data && <LoadFailure failure={error} onRetry={refetch} />}
      {!data && !error && <WaitingRows label={t`Loading the texts`} />}
      {text && (
        <>
          <NativeSelect
            label={t`Language`}
            className={classes.language}
            value={text.language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            data={texts.map(optionOf)}
          />
          <OneText key={text.language} text={text} mayWrite={mayWrite} />
          {own > 0 && (
            <p className={classes.aside}>
              <Trans>Languages with a text of your own: {own}</Trans>
            </p>
          )}
        </>
      )}
    </Part>
  );
}

function optionOf({ language, name, is_own }: SendText & { name: string }) {
  return { value: language, label: is_own ? t`${name} – your own text` : name };
}
