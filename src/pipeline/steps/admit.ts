import type { Verdict } from '../../domain/index.ts';
import type { Item } from '../item.ts';
import type { Semantics } from '../lane.ts';
import type { Parking } from '../parking.ts';
import type { ParkedPlace } from '../ports.ts';

/**
 * Keeps the order of each key across retries: a record whose key has something parked waits behind it (events) or replaces it
 * (state). Records that come from there are in order already. Of state, one that a newer version follows waits for it there.
 * @returns what was replaced, taken out of the parking
 */
export function admit(
  items: readonly Item[],
  parking: Parking,
  semantics: Semantics,
): ParkedPlace[] {
  const replaced: ParkedPlace[] = [];
  for (const item of items) {
    if (item.wasParked || item.verdict !== null) continue;
    const admission = parking.admit(item.record, semantics);
    if (admission.kind === 'superseded') {
      item.verdict = { kind: 'superseded' };
      continue;
    }
    if (admission.kind === 'wait' || item.newerFollows)
      item.verdict = { kind: 'wait', dueAtMs: null };
    // What it replaces may have been tried, and created the thing without the hub having learned of it.
    item.inDoubt ||= admission.replaced.length > 0;
    for (const place of admission.replaced) {
      parking.remove(place);
      replaced.push(place);
    }
  }
  return replaced;
}

/**
 * A record that was tried alone too often ends without being tried again, but may have reached the target before. So it takes the place
 * of older versions of state all the same.
 * @returns what was replaced, taken out of the parking
 */
export function admitPoisoned(items: readonly Item[], parking: Parking): ParkedPlace[] {
  return items
    .filter(({ wasParked, inDoubt, verdict }) => !wasParked && inDoubt && isPoisoned(verdict))
    .flatMap(({ record }) => {
      const admission = parking.admit(record, 'state');
      if (admission.kind === 'superseded') return [];
      for (const place of admission.replaced) parking.remove(place);
      return admission.replaced;
    });
}

function isPoisoned(verdict: Verdict | null): boolean {
  return verdict?.kind === 'dead-letter' && verdict.failure.code === 'RECORD_POISONED';
}
