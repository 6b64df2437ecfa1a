/** Larger pages would only make single answers larger. */
const PAGE_SIZE = 500;

interface Page {
  readonly nextPageToken: string;
}

/** Reads a list page by page. @returns at most `limit` items, and whether there are more */
export async function readPages<Answer extends Page, Item>(
  limit: number,
  read: (page: { readonly pageSize: number; readonly pageToken: string }) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly Item[],
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  const items: Item[] = [];
  for (let pageToken = ''; ;) {
    const page = await read({ pageSize: Math.min(PAGE_SIZE, limit - items.length), pageToken });
    items.push(...itemsOf(page));
    pageToken = page.nextPageToken;
    const more = pageToken !== '';
    if (!more || items.length >= limit) return { items, more };
  }
}
