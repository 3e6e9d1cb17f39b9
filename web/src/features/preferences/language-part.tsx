import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { chooseLanguage, chosenLanguage, isLanguage, languages } from "../../i18n/languages.ts";
import { Notice } from "../../ui/notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./preferences.module.css";

const AUTOMATIC = "";

/** The page's language. It is loaded once, with the page, so a new one loads the page anew. */
export function LanguagePart({ badge }: { badge: ReactNode }) {
  const [unkept, setUnkept] = useState(false);

  function choose(value: string) {
    const kept = chooseLanguage(isLanguage(value) ? value : undefined);
    if (kept) location.reload();
    else setUnkept(true);
  }

  return (
    <Part title={t`Language`} words={t`The page reloads in that language.`} actions={badge}>
      <NativeSelect
        className={classes.field}
        aria-label={t`Language`}
        value={chosenLanguage() ?? AUTOMATIC}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value={AUTOMATIC}>{t`Automatic, same as the browser`}</option>
        {languages().map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </NativeSelect>
      {unkept && (
        <Notice kind="failure">
          <Trans>
            Your browser blocks storage for this page, so Codebell can’t remember your choice.
          </Trans>
        </Notice>
      )}
    </Part>
  );
}
