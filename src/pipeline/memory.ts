import type { Item, LinkedItem } from './item.ts';
import { DELETED } from './map-in-place.ts';
import type { Claim, SettledRecord } from './ports.ts';
import { settledRecord } from './steps/settle.ts';

/**
 * The current batch and the three before it. Its claims may not show those yet: one was being settled when the claims were read,
 * one was being delivered, and one of parked records may have come in between.
 */
const BATCHES = 4;

/** Remembers what the last batches changed, and applies it to claims that were read too early to show it. */
export class Memory {
  /** Newest first. */
  #batches: Map<string, SettledRecord>[] = [];

  /** Begins a new batch, and forgets batches that all later claims show. */
  beginBatch(): void {
    this.#batches = [new Map<string, SettledRecord>(), ...this.#batches.slice(0, BATCHES - 1)];
  }

  /** Sets the up-to-date claims of items. A deleted thing no longer has an id in the target. */
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

  /** Notes the changes of a wave, for the waves and batches after it. */
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
