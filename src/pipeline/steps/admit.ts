import type { Item } from '../item.ts';
import type { Semantics } from '../lane.ts';
import type { Parking } from '../parking.ts';
import type { ParkedPlace } from '../ports.ts';

/**
 * Keeps the order of each key across retries: a record whose key has something parked waits behind it (events) or replaces it
 * (state). Records that come from there are in order already.
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
    if (admission.kind === 'wait') item.verdict = { kind: 'wait', dueAtMs: null };
    // What it replaces may have been tried, and created the thing without the hub having learned of it.
    item.inDoubt ||= admission.replaced.length > 0;
    for (const place of admission.replaced) {
      parking.remove(place);
      replaced.push(place);
    }
  }
  return replaced;
}
