interface Page<T> {
  data: T[];
  next_cursor?: string | null;
}

/** The most that one page of a list may hold. */
export const LONGEST_PAGE = 200;

/** All of a list that is short by nature: its pages, one after another. */
export async function everyPage<T>(
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    all.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}
