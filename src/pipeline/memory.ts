import type { Item, LinkedItem } from './item.ts';
import { DELETED } from './map-in-place.ts';
import type { Claim, SettledRecord } from './ports.ts';
import { settledRecord } from './steps/settle.ts';

/**
 * The batch at hand and the three before it, which its claims may not show yet: one that was being settled when they were read,
 * one that was being delivered, and one of parked records that came in between.
 */
const BATCHES = 4;

/** What the last batches changed, for the claims that were read too early to show it. */
export class Memory {
  /** Newest first. */
  #batches: Map<string, SettledRecord>[] = [];

  /** A new batch begins; what is older than the claims still to come is forgotten. */
  beginBatch(): void {
    this.#batches = [new Map<string, SettledRecord>(), ...this.#batches.slice(0, BATCHES - 1)];
  }

  /** Gives items their claims, brought up to date. A deleted thing has no id in the target any more. */
  recall(items: readonly Item[], claims: ReadonlyMap<string, Claim>): LinkedItem[] {
    return items.map((item) => {
      const claimed = claims.get(item.record.key);
      if (!claimed) throw new Error(`no claim for key ${item.record.key}`);
      const changed = this.#changeOf(claimed.masterKey);
      const claim = changed
        ? { ...claimed, externalId: changed.externalId, applied: changed }
        : claimed;
      const deleted = claim.applied?.hash === DELETED;
      item.claim = claim;
      item.externalId = deleted ? null : claim.externalId;
      return item as LinkedItem;
    });
  }

  /** Notes what a wave changed, for the waves and batches after it. */
  remember(items: readonly Item[]): void {
    for (const item of items) {
      const settled = settledRecord(item);
      item.settled = settled;
      if (settled) this.#batches[0]?.set(settled.masterKey, settled);
    }
  }

  #changeOf(masterKey: string): SettledRecord | undefined {
    for (const batch of this.#batches) {
      const changed = batch.get(masterKey);
      if (changed) return changed;
    }
    return undefined;
  }
}
