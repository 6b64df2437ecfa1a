import type { Cursor, Page, Source } from '../../src/connector-api/index.ts';

/** Reads a source from a cursor to the end of its run, as the hub does. @param between is called after each page but the last */
export async function readAll(
  source: Source,
  from: Cursor | null = null,
  limit = 100,
  between = () => {},
) {
  const signal = AbortSignal.timeout(30_000);
  const pages: Page[] = [];
  let cursor = from;
  for (let more = true; more;) {
    const page = await source.read({ cursor, limit, signal });
    pages.push(page);
    ({ cursor, more } = page);
    if (more) between();
  }
  const records = pages.flatMap((page) => page.records);
  return {
    pages,
    records,
    keys: records.map(({ key }) => key),
    rejected: pages.flatMap((page) => page.rejected),
    cursor,
  };
}
