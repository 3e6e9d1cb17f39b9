import { t } from "@lingui/core/macro";
import { useMe } from "../../api/use-me.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { ApiKeysPart } from "./api-keys-part.tsx";
import { NamePart } from "./name-part.tsx";
import { PasskeysPart } from "./passkeys-part.tsx";
import { PasswordPart } from "./password-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";
import { TwoFactorPart } from "./two-factor-part.tsx";

export function ProfilePage() {
  const { data: me, error, refetch } = useMe();
  return (
    <Page title={t`Your profile`} lead={me?.user.email}>
      {error && !me && <LoadFailure failure={error} onRetry={refetch} />}
      {!me && !error && <WaitingRows label={t`Loading your profile`} />}
      {me && (
        <>
          <NamePart name={me.user.name} />
          <PasswordPart email={me.user.email} />
          <TwoFactorPart state={me.two_factor} />
          <PasskeysPart />
          <SessionsPart />
          <ApiKeysPart capabilities={me.capabilities} />
        </>
      )}
    </Page>
  );
}
