import { rows } from './database.ts';
import type { Change, Disagreement, Write } from './history.ts';

export async function articleChanges(databaseUrl: string): Promise<Change[]> {
  return rows<Change>(
    databaseUrl,
    'select sku as key, n::int as version, false as poisoned, deleted from article_history order by sku, n',
  );
}

/** @param changes used to find which deletion the target carried out: the last one before its next write of the key */
export async function articleWrites(
  databaseUrl: string,
  changes: readonly Change[],
): Promise<Write[]> {
  const deletions = Map.groupBy(
    changes.filter(({ deleted }) => deleted),
    ({ key }) => key,
  );
  const journal = await rows<Required<Write> & { deleted: boolean }>(
    databaseUrl,
    `select sku as key, n::int as version, deleted, coalesce(content, '') as content, (extract(epoch from at) * 1000)::float8 as "atMs" from article_journal order by position`,
  );
  const nextOf = new Map<string, number>();
  return journal
    .toReversed()
    .map(({ key, version, deleted, content, atMs }) => {
      const next = nextOf.get(key) ?? Infinity;
      nextOf.set(key, version);
      if (!deleted) return { key, version, content, atMs };
      const meant = deletions.get(key)?.findLast((one) => one.version < next);
      return { key, version: meant && meant.version > version ? meant.version : -1, atMs };
    })
    .reverse();
}

export async function movementChanges(databaseUrl: string): Promise<Change[]> {
  return rows<Change>(
    databaseUrl,
    'select key, n::int as version, poisoned from movement_history order by key, n',
  );
}

/** Returns the articles that differ between both tables, texts included. */
export async function differentArticles(
  sourceUrl: string,
  targetUrl: string,
): Promise<Disagreement[]> {
  const held = async (url: string, table: string) => {
    const all = await rows<{ sku: string; held: string }>(
      url,
      `select sku, n || ' ' || md5(text) as held from ${table}`,
    );
    return new Map(all.map((row) => [row.sku, row.held]));
  };
  const source = await held(sourceUrl, 'article');
  const target = await held(targetUrl, 'article_copy');
  return [...new Set([...source.keys(), ...target.keys()])]
    .filter((sku) => source.get(sku) !== target.get(sku))
    .map((sku) => ({
      key: sku,
      evidence: `source ${source.get(sku) ?? 'none'}; target ${target.get(sku) ?? 'none'}`,
    }));
}
