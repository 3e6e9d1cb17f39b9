import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { type Language, languageIn, OWN } from "../i18n/languages.ts";

// What people call things. Each twice: in English, which many type whatever their language, and in
// the language of the page. Nobody reads these; they are only searched.

/** Other names of the page at this address. */
export function synonymsOf(to: string): string[] {
  const synonyms: Record<string, string[]> = {
    "/": [
      "inbox otp one time code codes sms text texts message messages mail home 2fa verification",
      t`inbox one-time code codes sms text messages home verification`,
    ],
    "/numbers": [
      "numbers phone phones lines sim access grants label",
      t`numbers phones lines sim cards access`,
    ],
    "/sources": [
      "sources webhook webhooks provider providers twilio integration integrations connect secret api",
      t`sources webhook provider integration connect`,
    ],
    "/code-rules": [
      "code rules rule parser parsing pattern patterns regex wrong code missing code extraction extract correct correction detect detection",
      t`code rules parser pattern wrong code missing code extraction correction`,
    ],
    "/forwarding": [
      "forwarding forward channel channels slack discord email mail teams telegram ntfy gotify webhook rule rules deliveries delivery log outbox failed retry integration",
      t`forwarding channels rules deliveries failed retry integration`,
    ],
    "/sends": [
      "sends send sent otp code codes verify verification gateway gateways sms text outgoing figures statistics chart conversion limits canary tested numbers websms twilio sealroute",
      t`sends send codes gateways verify figures statistics limits tested numbers`,
    ],
    "/team": [
      "team people users user invite invitation members member roles role colleagues policy",
      t`team people users invite members roles colleagues`,
    ],
    "/billing": [
      "billing cost costs money invoice invoices price prices renewal subscription",
      t`billing cost money invoice price renewal`,
    ],
    "/audit": [
      "audit log logs history trail events activity security compliance",
      t`audit log history trail events activity`,
    ],
    "/help": [
      "help support faq about version licence license manual documentation docs questions",
      t`help support questions about version licence manual`,
    ],
    "/notices": [
      "notices notice alerts alert warnings expiring silent billing failing",
      t`notices alerts warnings expiring silent failing`,
    ],
    "/profile": [
      "profile account password 2fa mfa two factor passkey passkeys api key keys token tokens sessions devices name",
      t`profile account password two-factor passkey api key sessions devices name`,
    ],
    "/preferences": [
      "preferences settings options configuration language theme sound notifications mute date format time claim",
      t`preferences settings options language appearance sound notifications mute date time`,
    ],
  };
  return synonyms[to] ?? [];
}

export function themeNames(scheme: "light" | "dark" | "auto"): string[] {
  const own: Record<typeof scheme, string[]> = {
    light: ["light day white bright", t`light day white bright`],
    dark: ["dark night black dim", t`dark night black dim`],
    auto: ["system automatic", t`system automatic`],
  };
  return [
    ...own[scheme],
    "theme mode appearance colour color scheme contrast",
    t`theme mode appearance colour`,
  ];
}

export function soundNames(): string[] {
  return [
    "sound on off mute unmute silence quiet bell ring volume audio alert",
    t`sound mute silence quiet bell ring volume`,
  ];
}

/** What a language is called beside its name. */
const ALSO: Partial<Record<Language, string>> = { zh: "mandarin" };

export function languageNames(language: Language | undefined): string[] {
  const every = ["language translation locale idioma langue sprache 语言", t`language translation`];
  if (!language) return [...every, "automatic browser system"];
  const names = [OWN, i18n.locale].map((speech) => languageIn(language, speech));
  return [...every, ...names, ALSO[language] ?? ""];
}
