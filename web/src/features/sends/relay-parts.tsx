import { t } from "@lingui/core/macro";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { BrandForm } from "./brand-form.tsx";
import { OneText } from "./one-text.tsx";
import { languageInWords } from "./place-words.ts";
import type { Brand, SendText } from "./send-api.ts";
import classes from "./settings.module.css";
import { useBrand, useRelays } from "./use-settings.ts";
import { useTexts } from "./use-texts.ts";

/** The sources that have codes sent on: each in a name and in words of its own. */
export function RelayParts({ mayWrite }: { mayWrite: boolean }) {
  const relays = useRelays().data ?? [];
  return relays.map(({ id, name }) => (
    <Part
      key={id}
      title={t`Codes of ${name}`}
      words={t`This source sends its codes through Codebell, in this name and language.`}
    >
      <Relay id={id} name={name} mayWrite={mayWrite} />
    </Part>
  ));
}

interface RelayProps {
  id: string;
  name: string;
  mayWrite: boolean;
}

function Relay({ id, name, mayWrite }: RelayProps) {
  const { data: brand, error, refetch } = useBrand(id);
  if (error && brand === undefined) return <LoadFailure failure={error} onRetry={refetch} />;
  if (brand === undefined) return <WaitingRows label={t`Loading the name of ${name}`} />;
  return (
    <>
      {mayWrite ? <BrandForm sourceId={id} brand={brand} /> : <BrandFacts brand={brand} />}
      {brand && <RelayTexts sourceId={id} brand={brand} mayWrite={mayWrite} />}
    </>
  );
}

function BrandFacts({ brand }: { brand: Brand | null }) {
  if (!brand)
    return <p className={classes.aside}>{t`An Owner still needs to set the company name.`}</p>;
  const { company } = brand;
  const language = languageInWords(brand.language);
  return <p className={classes.plain}>{t`In the name of ${company}, in ${language}.`}</p>;
}

interface RelayTextsProps {
  sourceId: string;
  brand: Brand;
  mayWrite: boolean;
}

function RelayTexts({ sourceId, brand, mayWrite }: RelayTextsProps) {
  const all = useTexts().data?.data ?? [];
  const { language } = brand;
  const find = (purpose: SendText["purpose"], source_id: string | null) =>
    all.find(
      (text) =>
        text.purpose === purpose && text.source_id === source_id && text.language === language,
    );
  const ofAll = find("code", null) ?? all.find((text) => text.language === "en");
  const usualCode = ofAll && { ...ofAll, language, source_id: sourceId, is_own: false };
  const code = find("code", sourceId) ?? usualCode;
  const invitation = find("invitation", sourceId) ?? {
    purpose: "invitation" as const,
    language,
    source_id: sourceId,
    // Just what the source says.
    text: "{message}",
    is_own: false,
    length: { is_gsm7: true, parts: 0, units: 0 },
  };
  const [codes, invitations] = [t`Text of its codes`, t`Text of its invitations`];
  return (
    <>
      {code && (
        <section className={classes.relayText} aria-label={codes}>
          <h4 className={classes.subtitle}>{codes}</h4>
          <OneText text={code} mayWrite={mayWrite} name={codes} />
        </section>
      )}
      <section className={classes.relayText} aria-label={invitations}>
        <h4 className={classes.subtitle}>{invitations}</h4>
        <OneText text={invitation} mayWrite={mayWrite} name={invitations} />
      </section>
    </>
  );
}
