import { t } from "@lingui/core/macro";
/** Thrown when the browser's own dialog was closed, or nothing in it fitted. */
export class PasskeyRefused extends Error {}

/** Passkeys exist only on https and on localhost. */
export function canUsePasskeys(): boolean {
  return (
    window.isSecureContext &&
    typeof PublicKeyCredential === "function" &&
    "parseRequestOptionsFromJSON" in PublicKeyCredential
  );
}

interface Options<T> {
  publicKey: T;
}

/** Has the browser make a passkey from what the server offers; answers what to send back. */
export async function createPasskey(options: unknown): Promise<unknown> {
  const { publicKey } = options as Options<PublicKeyCredentialCreationOptionsJSON>;
  return answered(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey),
    }),
  );
}

/** Has the browser sign the server's challenge with a passkey it holds. */
export async function showPasskey(options: unknown): Promise<unknown> {
  const { publicKey } = options as Options<PublicKeyCredentialRequestOptionsJSON>;
  return answered(() =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
    }),
  );
}

async function answered(ask: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await ask().catch((error: unknown) => {
    throw new PasskeyRefused(wordsFor(error));
  });
  if (!credential) throw new PasskeyRefused(t`No passkey was given.`);
  return (credential as PublicKeyCredential).toJSON();
}

function wordsFor(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "InvalidStateError") return t`This device already holds a passkey for this account.`;
  if (name === "SecurityError")
    return t`Your browser doesn’t allow passkeys at this address. Passkeys need https and a domain name.`;
  return t`Passkey not used: the browser prompt was closed or timed out.`;
}
