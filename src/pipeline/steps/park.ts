import type { Item } from '../item.ts';
import type { Parking } from '../parking.ts';
import type { ParkedPlace } from '../ports.ts';

/** Updates the parking with the verdicts of items: parks them, puts them back, or removes those that came to an end. */
export function park(items: readonly Item[], parking: Parking): void {
  for (const item of items) {
    const { seq, key } = item.record;
    const dueAtMs = dueAt(item);
    if (dueAtMs !== undefined) parking.park(placeOf(item, dueAtMs));
    else if (item.wasParked) parking.remove({ seq, key });
  }
}

/** Returns when an item is due again; null when it waits for something else, undefined when it is not to be parked. */
export function dueAt({ verdict, dueAtMs }: Item): number | null | undefined {
  if (verdict?.kind === 'wait') return verdict.dueAtMs;
  return verdict?.kind === 'retry' ? dueAtMs : undefined;
}

function placeOf({ record, deadLetterId }: Item, dueAtMs: number | null): ParkedPlace {
  const { seq, key, version, storedAtMs, traceParent } = record;
  const place = { seq, key, version, storedAtMs, dueAtMs, deadLetterId };
  return traceParent === undefined ? place : { ...place, traceParent };
}
