import type { Claim } from '../pipeline/index.ts';
import { splitNumbers } from '../sql/index.ts';
import type { TextColumn } from './database.ts';

/** Reads the row of `mintSql`. */
export function readMinted([masterKeys]: readonly TextColumn[]): Claim[] {
  return splitNumbers(masterKeys ?? '{}').map((masterKey) => ({
    masterKey,
    externalId: null,
    applied: null,
  }));
}

/** Reads the row of `claimSql`. @param keys in the order of the claims */
export function readClaims(row: readonly TextColumn[], keys: readonly string[]): Claim[] {
  const [masterKeys, externalIds, versions, seqs, hashes, , merged = null] = row;
  const ids = JSON.parse(externalIds ?? '[]') as (string | null)[];
  const contents = JSON.parse(hashes ?? '[]') as (string | null)[];
  const version = splitNumbers(versions ?? '{}');
  const seq = splitNumbers(seqs ?? '{}');
  const claims = splitNumbers(masterKeys ?? '{}').map((masterKey, index) => {
    const hash = contents[index] ?? null;
    return {
      masterKey,
      externalId: ids[index] ?? null,
      applied:
        hash === null ? null : { version: Number(version[index]), seq: Number(seq[index]), hash },
    };
  });
  return merged === null ? claims : withMerged(claims, keys, merged);
}

function withMerged(claims: readonly Claim[], keys: readonly string[], merged: string): Claim[] {
  const gaveWay = new Map(Object.entries(JSON.parse(merged) as Record<string, boolean>));
  return claims.map((claim, index) => ({ ...claim, ...mergedId(gaveWay.get(keys[index] ?? '')) }));
}

/** What merging says of an id, as a claim has it. @param gaveWay null or absent for one of a thing that was never merged */
export function mergedId(gaveWay: boolean | null | undefined): Pick<Claim, 'merged'> {
  if (gaveWay === null || gaveWay === undefined) return {};
  return { merged: gaveWay ? 'gave-way' : 'stays' };
}
