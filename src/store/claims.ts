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
  const [masterKeys, externalIds, versions, seqs, hashes, , decided = null] = row;
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
  return decided === null ? claims : withDecided(claims, keys, decided);
}

function withDecided(claims: readonly Claim[], keys: readonly string[], json: string): Claim[] {
  const known = new Map(Object.entries(JSON.parse(json) as Record<string, Decision>));
  return claims.map((claim, index) => ({
    ...claim,
    ...decidedOf(known.get(keys[index] ?? '') ?? null),
  }));
}

/** The result of `decidedSql` for a key. */
export type Decision = readonly [gaveWay: boolean, parted: readonly string[] | null];

/** @param decision null for a thing that nobody has merged or split */
export function decidedOf(decision: Decision | null): Pick<Claim, 'decided'> {
  if (decision === null) return {};
  const [gaveWay, parted] = decision;
  return { decided: { gaveWay, parted: parted ?? [] } };
}
