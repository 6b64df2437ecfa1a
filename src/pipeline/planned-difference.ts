import type { Difference, JsonObject, PlannedBasis, StoredRecord } from '../domain/index.ts';
import { differencesBetween } from '../domain/index.ts';
import type { Item, MappedItem } from './item.ts';
import { DELETED } from './map-in-place.ts';
import type { PlanMemory } from './plan-memory.ts';
import { PLANNED_SEQ } from './plan-memory.ts';
import type { PreviewLane } from './preview.ts';
import { remap } from './preview.ts';

/** How a record differs from its target's content, as far as that is known. */
export interface Comparison {
  readonly basis: PlannedBasis;
  readonly differences: readonly Difference[];
  /** Whether the target holds the thing; absent when it was not asked. */
  readonly held?: boolean;
  /** How the target differs from what it was sent; absent when it does not differ or was not asked. */
  readonly drift?: string;
}

export interface ComparisonParts {
  readonly lane: PreviewLane;
  readonly memory: PlanMemory;
  readonly readRecord: (seq: number) => Promise<StoredRecord | null>;
  /** The target's answers; null when it was not asked. */
  readonly held: ReadonlyMap<Item, { now: JsonObject; then: JsonObject } | null> | null;
  readonly signal: AbortSignal;
}

export async function compareWith(item: MappedItem, parts: ComparisonParts): Promise<Comparison> {
  const planned = item.claim.applied?.seq === PLANNED_SEQ;
  // After an earlier planned version of the key, the target would no longer hold what it holds now.
  if (parts.held && !planned) return compareWithTarget(item, parts.held.get(item) ?? null);
  const { basis, document } = await lastSent(item, parts);
  return { basis, differences: differencesBetween(document, item.document) };
}

function compareWithTarget(
  { verdict, claim, document }: MappedItem,
  held: { now: JsonObject; then: JsonObject } | null,
): Comparison {
  const leftAlone = verdict !== null;
  if (held) {
    const differences = differencesBetween(held.now, held.then);
    const drift =
      'The record was changed in the target by someone else; `stellwerk replay --force` sends it again.';
    const drifted = leftAlone && claim.applied !== null && differences.length > 0;
    return { basis: 'target', differences, held: true, ...(drifted ? { drift } : {}) };
  }
  const differences = differencesBetween({}, document);
  if (!leftAlone || claim.applied === null || claim.applied.hash === DELETED) {
    return { basis: 'target', differences, held: false };
  }
  const drift = 'The target no longer holds the record; `stellwerk replay --force` sends it again.';
  return { basis: 'target', differences, held: false, drift };
}

/** Returns what the target was last sent; empty when that is nothing or unknown. */
async function lastSent(
  { claim, externalId, record }: MappedItem,
  { lane, memory, readRecord, signal }: ComparisonParts,
): Promise<{ readonly basis: PlannedBasis; readonly document: JsonObject }> {
  const unknown = { basis: 'unknown', document: {} } as const;
  const { applied } = claim;
  if (!applied && externalId !== null) return unknown;
  if (!applied || applied.hash === DELETED) return { basis: 'nothing', document: {} };
  if (applied.seq === PLANNED_SEQ) {
    const document = memory.documentOf(record.key);
    return document ? { basis: 'planned', document } : unknown;
  }
  const last = await readRecord(applied.seq);
  if (last === null) return unknown;
  const { document, hash } = await remap(lane, last, claim, signal);
  if (!document) return unknown;
  return { basis: hash === applied.hash ? 'sent' : 'remapped', document };
}
