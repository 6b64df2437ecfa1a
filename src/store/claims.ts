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

/** Reads the row of `claimSql`. */
export function readClaims(row: readonly TextColumn[]): Claim[] {
  const [masterKeys, externalIds, versions, seqs, hashes] = row;
  const ids = JSON.parse(externalIds ?? '[]') as (string | null)[];
  const contents = JSON.parse(hashes ?? '[]') as (string | null)[];
  const version = splitNumbers(versions ?? '{}');
  const seq = splitNumbers(seqs ?? '{}');
  return splitNumbers(masterKeys ?? '{}').map((masterKey, index) => {
    const hash = contents[index] ?? null;
    return {
      masterKey,
      externalId: ids[index] ?? null,
      applied:
        hash === null ? null : { version: Number(version[index]), seq: Number(seq[index]), hash },
    };
  });
}
