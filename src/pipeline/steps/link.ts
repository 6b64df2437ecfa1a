import type { Claim, LaneLedger } from '../ports.ts';
import type { Batch } from '../item.ts';
import { underWay } from '../item.ts';

/** Claims the master keys of all things of the batch with one statement. */
export async function link(
  batch: Batch,
  ledger: Pick<LaneLedger, 'claim'>,
): Promise<ReadonlyMap<string, Claim>> {
  const keys = [...new Set(underWay(batch.items).map((item) => item.record.key))];
  if (keys.length === 0) return new Map();
  const claims = await ledger.claim(keys);
  const byKey = new Map<string, Claim>();
  claims.forEach((claim, index) => byKey.set(keys[index] ?? '', claim));
  return byKey;
}
