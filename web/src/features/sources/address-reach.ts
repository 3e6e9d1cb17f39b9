const LOCAL_NAMES = /(^|\.)(localhost|local|internal|lan|home|home\.arpa|test)$/;
const PRIVATE_V4 =
  /^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const PRIVATE_V6 = /^(::1?$|f[cd]|fe[89ab])/;

/** Whether only this machine or its own network can reach an address, as far as its name tells. */
export function isPrivateAddress(url: string): boolean {
  const host = hostOf(url);
  if (host === undefined) return false;
  if (host.startsWith("[")) return PRIVATE_V6.test(host.slice(1, -1));
  if (/^[\d.]+$/.test(host)) return PRIVATE_V4.test(host);
  return !host.includes(".") || LOCAL_NAMES.test(host);
}

export function hostOf(url: string): string | undefined {
  return (URL.canParse(url) && new URL(url).hostname) || undefined;
}
