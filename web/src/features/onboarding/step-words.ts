import { t } from "@lingui/core/macro";
import type { StepId } from "./checklist.ts";
import type { Onboarding } from "./onboarding-api.ts";

interface StepWords {
  /** Once it is done. */
  title: string;
  /** While it is open. */
  todo?: string;
  /** What is to be done while it is open. */
  hint?: string;
  /** Where one does it. */
  action?: { to: string; words: string };
}

export function stepWords(id: StepId, facts: Onboarding): StepWords {
  const { public_url, new_numbers } = facts;
  switch (id) {
    case "account":
      return { title: t`Your account is made` };
    case "https":
      return {
        title: t`The public address is https`,
        todo: t`Turn on HTTPS`,
        hint: t`Codebell is at ${public_url}. Put it behind TLS and set CODEBELL_PUBLIC_URL, so that codes travel encrypted and providers can reach it.`,
      };
    case "source":
      return {
        title: t`A provider is connected`,
        todo: t`Connect a provider`,
        hint: t`It sends the SMS of your phone numbers here.`,
        action: { to: "/sources/new", words: t`Connect provider` },
      };
    case "message":
      return {
        title: t`The first real message has arrived`,
        todo: t`Receive your first SMS`,
        hint: t`Send an SMS to one of your numbers. If nothing arrives, the source’s page tells you why.`,
        action: { to: "/sources", words: t`Open Sources` },
      };
    case "number":
      return {
        title: t`Its number is open to the team`,
        todo: t`Open its number to the team`,
        hint:
          new_numbers > 0
            ? t`Only owners and managers see a new number until you open it to the team.`
            : t`A number appears with its first message. Then open it to the team.`,
        action: { to: "/numbers", words: t`Open Numbers` },
      };
    case "copy":
      return {
        title: t`A code was copied`,
        todo: t`Copy a code`,
        hint: t`One click on a code in the inbox copies it.`,
      };
    case "teammate":
      return {
        title: t`A teammate is invited`,
        todo: t`Invite a teammate`,
        hint: t`They see the codes of the numbers that are open to them.`,
        action: { to: "/team", words: t`Open Team` },
      };
    case "two-factor":
      return {
        title: t`Two-factor sign-in is on for you`,
        todo: t`Turn on two-factor sign-in for yourself`,
        hint: t`You can read other people’s codes, so protect your own sign-in with a second factor.`,
        action: { to: "/profile", words: t`Set up` },
      };
    case "mail":
      return {
        title: t`E-mail is set up`,
        todo: t`Set up e-mail`,
        hint: t`Set SMTP_URL and invitations are sent by e-mail. Without it, you hand over their links yourself.`,
      };
  }
}
