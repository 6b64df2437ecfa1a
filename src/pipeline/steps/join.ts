import type { LinkedItem } from '../item.ts';
import type { Semantics } from '../lane.ts';
import { keepNewest } from './conflate.ts';

/**
 * What it means for a batch that several keys may be one thing, since a person merged two.
 * - What is deleted under a key that gave way deletes nothing: the thing lives on under the one that stays.
 * - Of state the newest record of the thing counts, under whatever key it comes.
 */
export function join(items: readonly LinkedItem[], semantics: Semantics): void {
  const decided = items.filter(({ claim }) => claim.decided !== undefined);
  if (decided.length === 0) return;
  for (const item of decided) {
    if (item.claim.decided?.gaveWay && item.record.operation === 'delete')
      item.verdict = { kind: 'unchanged' };
  }
  if (semantics === 'state') keepNewest(decided, ({ claim }) => claim.masterKey);
}
