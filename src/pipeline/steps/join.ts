import type { LinkedItem } from '../item.ts';
import type { Lane } from '../lane.ts';
import { keepNewest } from './conflate.ts';

/**
 * Handles the records of things that have several keys, since a person merged two things.
 * - A delete under a key that gave way deletes nothing: the thing remains under the other key.
 * - With state, the newest record of the thing counts, whatever its key.
 * - In a two-way flow each key reports its own changes, and one of them may report the hub's own write. So the keys take turns.
 */
export function join(
  items: readonly LinkedItem[],
  { semantics, twoWay = null }: Pick<Lane, 'semantics'> & Partial<Pick<Lane, 'twoWay'>>,
): void {
  const decided = items.filter(({ claim }) => claim.decided !== undefined);
  if (decided.length === 0) return;
  for (const item of decided) {
    if (item.claim.decided?.gaveWay && item.record.operation === 'delete')
      item.verdict = { kind: 'unchanged' };
  }
  if (twoWay) oneAtATime(decided);
  else if (semantics === 'state') keepNewest(decided, ({ claim }) => claim.masterKey);
}

/**
 * One record of each thing goes on, the others are due in the next batch. The key that stays goes first: the other side's records may
 * wait until it has told what its side holds.
 */
function oneAtATime(items: readonly LinkedItem[]): void {
  const met = new Set<string>();
  const open = items.filter(({ verdict }) => verdict === null);
  for (const item of open.toSorted(byTurn)) {
    const { masterKey } = item.claim;
    if (met.has(masterKey)) item.verdict = { kind: 'wait', dueAtMs: 0 };
    met.add(masterKey);
  }
}

function byTurn(one: LinkedItem, other: LinkedItem): number {
  const [first, second] = [one, other].map(({ claim }) => Number(claim.decided?.gaveWay === true));
  return (first ?? 0) - (second ?? 0) || one.record.version - other.record.version;
}
