import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import { countriesIn } from "./place-words.ts";
import type { Gateway, GatewayKind, NewGateway } from "./send-api.ts";

/** What is typed into the form of a gateway. */
export interface GatewayDraft {
  name: string;
  countries: string;
  settings: Record<string, string>;
}

export type Faults = Record<string, string>;

/** A form to begin with: what is kept may be shown, secrets never come back. */
export function draftOf(kind: GatewayKind, gateway: Gateway | undefined): GatewayDraft {
  const kept: Record<string, string | undefined> = { ...gateway?.settings };
  const beginning = ({ name, input, ...field }: GatewayKind["fields"][number]) => {
    if (field.is_secret) return "";
    const first = input.kind === "choice" ? (input.values[0] ?? "") : "";
    return (gateway ? kept[name] : undefined) ?? (field.default || first);
  };
  return {
    name: gateway?.name ?? kind.name,
    countries: gateway?.countries.join(", ") ?? "",
    settings: Object.fromEntries(kind.fields.map((field) => [field.name, beginning(field)])),
  };
}

/** What is wrong before the server is asked, by its names of the fields. */
export function faultsIn(draft: GatewayDraft, kind: GatewayKind, isKept: boolean): Faults {
  const missing = kind.fields.filter(
    ({ name, is_required, is_secret }) =>
      is_required && !(is_secret && isKept) && !draft.settings[name]?.trim(),
  );
  return {
    ...(!draft.name.trim() && { name: t`Enter a name.` }),
    ...Object.fromEntries(
      missing.map(({ name, label }) => {
        const what = serverWords(label);
        return [`settings.${name}`, t`Required: ${what}.`];
      }),
    ),
    ...(!countriesIn(draft.countries) && {
      countries: t`Enter two letters for each country, such as NZ, AU.`,
    }),
  };
}

/** What the server is told. A secret that is not entered again is left out, and so it stays. */
export function gatewayOf(draft: GatewayDraft, kind: GatewayKind): Required<NewGateway> {
  const told = kind.fields.flatMap(({ name, is_secret }) => {
    const value = draft.settings[name]?.trim() ?? "";
    return is_secret && value === "" ? [] : [[name, value]];
  });
  return {
    kind: kind.id,
    name: draft.name.trim(),
    countries: countriesIn(draft.countries) ?? [],
    settings: Object.fromEntries(told),
  };
}
