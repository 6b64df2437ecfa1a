import type { Item, LinkedItem } from './item.ts';
import type { Claim, SettledRecord } from './ports.ts';
import { DELETED } from './steps/map.ts';
import { settledRecord } from './steps/settle.ts';

/**
 * What the batch just settled changed. The next batch's claims were read while that one was still under way, so they may not
 * show it; nor do the claims of a second event of one key within a batch.
 */
export class Memory {
  #changed = new Map<string, SettledRecord>();

  /** Gives items their claims, brought up to date. A deleted thing has no id in the target any more. */
  recall(items: readonly Item[], claims: ReadonlyMap<string, Claim>): LinkedItem[] {
    return items.map((item) => {
      const claimed = claims.get(item.record.key);
      if (!claimed) throw new Error(`no claim for key ${item.record.key}`);
      const changed = this.#changed.get(claimed.masterKey);
      const claim = changed
        ? { ...claimed, externalId: changed.externalId, applied: changed }
        : claimed;
      const deleted = claim.applied?.hash === DELETED;
      item.claim = claim;
      item.externalId = deleted ? null : claim.externalId;
      return item as LinkedItem;
    });
  }

  /** Notes what a wave changed, for the waves after it. */
  remember(items: readonly Item[]): void {
    for (const item of items) {
      const settled = settledRecord(item);
      if (settled) this.#changed.set(settled.masterKey, settled);
    }
  }

  /** Forgets everything but the batch just settled: claims read from now on show the rest. */
  keepOnly(records: readonly SettledRecord[]): void {
    this.#changed = new Map(records.map((record) => [record.masterKey, record]));
  }
}
