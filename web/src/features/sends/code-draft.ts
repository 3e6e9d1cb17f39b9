import { t } from "@lingui/core/macro";
import type { NewCode, TextToPreview } from "./send-api.ts";
import { phoneIn } from "./sends-search.ts";

/** What is typed into the form of a test code. */
export interface CodeDraft {
  to: string;
  company: string;
  language: string;
  gateway: string;
  webotp: string;
}

export const NO_CODE: CodeDraft = { to: "", company: "", language: "", gateway: "", webotp: "" };

export function faultsIn({ to, company }: CodeDraft): Record<string, string> {
  return {
    ...(!phoneIn(to) && { to: t`Enter a number with its country code, such as +64 21 555 010.` }),
    ...(!company.trim() && { company: t`Enter a name.` }),
  };
}

/** What the server is asked to send. It makes the code itself, and tells it to nobody here. */
export function codeOf({ to, company, language, gateway, webotp }: CodeDraft): NewCode {
  return {
    to: phoneIn(to) ?? to.trim(),
    company: company.trim(),
    ...(language && { language }),
    ...(gateway && { gateway }),
    ...(webotp.trim() && { webotp_domain: webotp.trim() }),
  };
}

export function previewOf({ company, language, webotp }: CodeDraft): TextToPreview {
  return {
    language: language || "en",
    ...(company.trim() && { company: company.trim() }),
    ...(webotp.trim() && { webotp_domain: webotp.trim() }),
  };
}
