const loaders = new Set<() => Promise<unknown>>();

/** Marks a piece of the page that must be at hand when it is asked for, whatever there is of the server then. */
export function ahead<T>(load: () => Promise<T>): () => Promise<T> {
  loaders.add(load);
  return load;
}

/** Loads all that are marked. One that fails is asked for again when it is needed. */
export function loadAhead() {
  for (const load of loaders) load().catch(() => {});
}
