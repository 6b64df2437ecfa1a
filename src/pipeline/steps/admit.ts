import type { Verdict } from '../../domain/index.ts';
import type { Item, LinkedItem } from '../item.ts';
import type { Semantics } from '../lane.ts';
import type { Parking } from '../parking.ts';
import type { ParkedPlace } from '../ports.ts';
import type { TroubledKeys } from '../troubled-keys.ts';

/**
 * Keeps the order of each key across retries: a record whose key has parked records waits behind them (events) or replaces them
 * (state). Parked records that are tried again are already in order. With state, a record that a newer version follows is parked
 * until that one is done.
 * @returns the replaced records, removed from the parking
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
    // A replaced record may have been tried, and may have created the thing without the hub knowing.
    item.inDoubt ||= admission.replaced.length > 0;
    item.replacesDoubtful ||= admission.replaced.length > 0;
    for (const place of admission.replaced) {
      parking.remove(place);
      replaced.push(place);
    }
  }
  return replaced;
}

/**
 * Notes which things of state a dead letter may have changed: an attempt whose failure was final may still have reached the target.
 * With too many dead letters to know their keys, this holds only for things that may have to be created, since all others would
 * be written even if nothing has changed.
 */
export function doubtTroubled(items: readonly LinkedItem[], troubled: TroubledKeys): void {
  for (const item of items) {
    const { key } = item.record;
    const mayDiffer = item.externalId === null ? troubled.mayHold(key) : troubled.holds(key);
    item.inDoubt ||= mayDiffer;
    item.replacesDoubtful ||= mayDiffer;
  }
}

/**
 * Lets records that were tried alone too often replace older versions of state. They are not tried again, but may have reached the
 * target before.
 * @returns the replaced records, removed from the parking
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
