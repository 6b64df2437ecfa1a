import type { LinkedItem } from '../item.ts';
import type { Semantics } from '../lane.ts';
import { keepNewest } from './conflate.ts';

/**
 * Handles the records of things that have several keys, since a person merged two things.
 * - A delete under a key that gave way deletes nothing: the thing remains under the other key.
 * - With state, the newest record of the thing counts, whatever its key.
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
