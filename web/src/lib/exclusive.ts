const LEASE_MS = 10_000;
const SETTLE_MS = 40;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Runs `work` while no other tab of this page runs work under the same name.
 *
 * `navigator.locks` exists only in secure contexts; over plain http on a local network a lease in
 * localStorage stands in: write one's own mark, let other tabs write theirs, and see who was last.
 */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(name, work);
  return withLease(`codebell.lock.${name}`, work);
}

async function withLease<T>(key: string, work: () => Promise<T>): Promise<T> {
  const mine = Math.random().toString(36).slice(2);
  const holder = () => {
    const [owner, until] = (localStorage.getItem(key) ?? "").split(" ");
    return owner && Number(until) > Date.now() ? owner : undefined;
  };
  for (;;) {
    if (!holder()) {
      localStorage.setItem(key, `${mine} ${Date.now() + LEASE_MS}`);
      await pause(SETTLE_MS);
      if (holder() === mine) break;
    }
    await pause(SETTLE_MS);
  }
  try {
    return await work();
  } finally {
    if (holder() === mine) localStorage.removeItem(key);
  }
}
