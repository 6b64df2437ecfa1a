import type { JsonObject } from '../domain/index.ts';
import type { MappedItem } from './item.ts';
import type { AppliedState, Claim } from './ports.ts';
import { NOT_YET } from './preview.ts';

/** The seq of a state that a plan has only planned. */
export const PLANNED_SEQ = -1;
/** The most characters of documents that are kept. Beyond that, the content of a key's earlier version is unknown. */
const KEPT_CHARS = 16 * 1024 * 1024;

/** What a plan has planned so far, by key, so that a later version of a key is compared with the earlier one. */
export class PlanMemory {
  readonly #claims = new Map<string, Claim>();
  readonly #documents = new Map<string, string>();
  #chars = 0;

  /** Returns what the lane would know of the key at this point. @param claim what it knows now; null for nothing */
  claimOf(key: string, claim: Claim | null): Claim {
    return this.#claims.get(key) ?? claim ?? NOT_YET;
  }

  /** Notes what a record would leave in the lane's ledger. */
  note({ record, claim, externalId, hash, document, verdict }: MappedItem): void {
    if (verdict !== null && verdict.kind !== 'unchanged') return;
    const sent = verdict === null;
    const applied: AppliedState | null = sent
      ? { version: record.version, seq: PLANNED_SEQ, hash }
      : claim.applied && { ...claim.applied, version: record.version };
    this.#claims.set(record.key, { ...claim, externalId, applied });
    if (sent) this.#keep(record.key, document);
  }

  /** Returns the document that was last planned for the key; null when it is not kept. */
  documentOf(key: string): JsonObject | null {
    const text = this.#documents.get(key);
    return text === undefined ? null : (JSON.parse(text) as JsonObject);
  }

  #keep(key: string, document: JsonObject): void {
    this.#chars -= this.#documents.get(key)?.length ?? 0;
    this.#documents.delete(key);
    const text = JSON.stringify(document);
    if (this.#chars + text.length > KEPT_CHARS) return;
    this.#documents.set(key, text);
    this.#chars += text.length;
  }
}
