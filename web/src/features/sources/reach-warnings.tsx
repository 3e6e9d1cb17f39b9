import { t } from "@lingui/core/macro";
import { hostOf, isPrivateAddress } from "./address-reach.ts";
import classes from "./connect.module.css";
import { usePublicAddress } from "./use-sources.ts";

/** What is known to be in the way, from the server's own public address. */
export function ReachWarnings({ address }: { address: string | undefined }) {
  const { data } = usePublicAddress();
  if (!data) return null;
  const url = address ?? data.public_url;
  const host = hostOf(url) ?? url;
  const isPrivate = isPrivateAddress(url);
  return (
    <>
      {isPrivate && (
        <p className={classes.warning}>
          {t`Providers on the internet can’t reach ${host}: only this machine and its own network can. Set CODEBELL_PUBLIC_URL to the server’s public https address.`}
        </p>
      )}
      {!data.is_https && !isPrivate && (
        <p className={classes.warning}>
          {t`The address begins with http, so codes would travel where anybody in between can read them. Put TLS in front of the server, and set CODEBELL_PUBLIC_URL to the https address.`}
        </p>
      )}
    </>
  );
}
