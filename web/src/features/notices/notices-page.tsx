import { t } from "@lingui/core/macro";
import { Page } from "../../ui/page.tsx";

/** What providers and Codebell have to say. */
export function NoticesPage() {
  return <Page title={t`Notices`}>{null}</Page>;
}
