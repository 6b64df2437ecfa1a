import type { Closing, Verdict, VerdictCounts } from '../../domain/index.ts';
import { encodeOutcomes } from '../../domain/index.ts';
import type { Batch, Item } from '../item.ts';
import type { Lane } from '../lane.ts';
import { FORCED } from '../map-in-place.ts';
import type {
  AsideChanges,
  Burial,
  ParkedPlace,
  ParkedRecord,
  SettledRecord,
  Settlement,
} from '../ports.ts';
import type { TroubledKeys } from '../troubled-keys.ts';
import type { TwoWaySettlement } from '../two-way/index.ts';
import { dueAt } from './park.ts';

/** The context of a batch: the lane's position, and the parked records that it replaced. */
export interface SettleContext {
  readonly lane: Pick<Lane, 'name' | 'stream' | 'semantics' | 'conflates'>;
  readonly previousSeq: number;
  /** The furthest position that the lane ever had: overtaken versions up to it are already counted. */
  readonly furthestSeq: number;
  /** Parked records that newer ones replaced. */
  readonly replaced: readonly ParkedPlace[];
  readonly troubled: TroubledKeys;
  readonly nowMs: number;
  /** Absent for a one-way flow. */
  readonly twoWay?: TwoWaySettlement;
}

/** Collects everything that a batch changes in the ledger. */
export function toSettlement(batch: Batch, context: SettleContext): Settlement {
  const { previousSeq, replaced, twoWay } = context;
  const counts = countVerdicts(batch.items);
  const aside = asideOf(batch.items, context);
  const decided = batch.items.flatMap(newlyLinked);
  const conflated = context.lane.conflates ? overtakenBefore(batch, context) : 0;
  return {
    previousSeq,
    lastSeq: Math.max(previousSeq, batch.lastSeq),
    outcomes: batch.lastSeq > previousSeq ? outcomesOf(batch.items, previousSeq) : '',
    records: newestPerThing(batch.items),
    counts: { ...counts, superseded: counts.superseded + replaced.length },
    ...(conflated > 0 ? { conflated } : {}),
    ...(isNothing(aside) ? {} : { aside }),
    ...(twoWay && twoWay.states.size > 0 ? { twoWay } : {}),
    ...(decided.length > 0 ? { decided } : {}),
  };
}

/** Returns the master key if the thing gets a new id now: a person's decision about a thing applies to all of its ids. */
function newlyLinked({ claim, settled }: Item): readonly string[] {
  const isNew = claim?.decided && settled && settled.externalId !== claim.externalId;
  return isNew ? [claim.masterKey] : [];
}

/** Keeps the last entry per thing: a batch may hold several events of it, or records of two keys that were merged. */
function newestPerThing(items: readonly Item[]): readonly SettledRecord[] {
  const records: SettledRecord[] = [];
  for (const { settled } of items) if (settled) records.push(settled);
  const things = new Set(records.map(({ masterKey }) => masterKey));
  if (things.size === records.length) return records;
  return [...new Map(records.map((record) => [record.masterKey, record])).values()];
}

/**
 * Counts the seqs that the batch passes without a record. Only a newer version of the same key removes a record from a log before
 * the log's lanes have settled it.
 */
function overtakenBefore({ items, lastSeq }: Batch, context: SettleContext): number {
  const from = Math.max(context.previousSeq, context.furthestSeq);
  if (lastSeq <= from) return 0;
  return lastSeq - from - items.filter(({ record }) => record.seq > from).length;
}

function outcomesOf(items: readonly Item[], previousSeq: number): string {
  return encodeOutcomes(
    previousSeq + 1,
    items.map(({ record, verdict }) => ({ seq: record.seq, outcome: verdict?.kind ?? null })),
  );
}

function asideOf(items: readonly Item[], context: SettleContext): AsideChanges {
  const { lane, replaced, troubled, nowMs } = context;
  // A later event does not replace an earlier one that was never delivered.
  const mayHeal =
    lane.semantics === 'state' ? items.filter(({ record }) => troubled.mayHold(record.key)) : [];
  const odd = items.filter((item) => item.wasParked || !isHeld(item.verdict));
  return {
    parked: odd.flatMap(parkedOf),
    unparked: [
      ...replaced.map(({ seq }) => ({ seq, outcome: 'superseded' as const })),
      ...odd.flatMap(unparkedOf),
    ],
    buried: odd.flatMap((item) => burialOf(item, lane, nowMs)),
    closed: [
      ...replaced.flatMap(({ deadLetterId }) => closing(deadLetterId, 'superseded')),
      ...odd.flatMap(closingOf),
    ],
    healed: mayHeal.flatMap(healedOf),
    outdated: mayHeal.flatMap(outdatedBy),
  };
}

function isNothing(aside: AsideChanges): boolean {
  return Object.values(aside).every((list: readonly unknown[]) => list.length === 0);
}

/** Returns what the ledger stores about an item; null when the target does not hold it. */
export function settledRecord(item: Item): SettledRecord | null {
  const { claim, externalId, verdict, record, hash } = item;
  if (!isHeld(verdict) || !claim || externalId === null || hash === '') return null;
  const { version, seq } = record;
  const { masterKey, applied } = claim;
  // A replayed event does not set the applied version back.
  if (applied && applied.version > version && applied.hash !== FORCED) return null;
  return { masterKey, externalId, version, seq, hash, isFirst: applied === null };
}

function parkedOf(item: Item): ParkedRecord[] {
  const dueAtMs = dueAt(item);
  if (dueAtMs === undefined) return [];
  const { record, attempts, history, deadLetterId } = item;
  return [{ record, dueAtMs, attempts, history, deadLetterId }];
}

function unparkedOf(item: Item): AsideChanges['unparked'] {
  const { wasParked, record, verdict } = item;
  if (!wasParked || verdict === null || dueAt(item) !== undefined) return [];
  return [{ seq: record.seq, outcome: verdict.kind }];
}

function burialOf(item: Item, lane: SettleContext['lane'], atMs: number): Burial[] {
  const { verdict, record, attempts, history } = item;
  if (verdict?.kind !== 'dead-letter') return [];
  const { failure } = verdict;
  const { stream, name } = lane;
  return [{ stream, lane: name, record, row: null, failure, attempts, history, atMs }];
}

function closingOf({ deadLetterId, verdict }: Item): AsideChanges['closed'] {
  if (verdict?.kind === 'superseded') return closing(deadLetterId, 'superseded');
  return isHeld(verdict) ? closing(deadLetterId, 'replayed') : [];
}

function closing(deadLetterId: string | null, kind: Closing): AsideChanges['closed'] {
  return deadLetterId === null ? [] : [{ deadLetterId, closing: kind }];
}

function healedOf({ verdict, record: { key, version } }: Item): AsideChanges['healed'] {
  return isHeld(verdict) ? [{ key, version }] : [];
}

function outdatedBy({ verdict, record: { key, version } }: Item): AsideChanges['outdated'] {
  return verdict?.kind === 'dead-letter' ? [{ key, version }] : [];
}

/** Whether the target holds the record. */
function isHeld(verdict: Verdict | null): boolean {
  return verdict?.kind === 'applied' || verdict?.kind === 'unchanged';
}

function countVerdicts(items: readonly Item[]): VerdictCounts {
  const counts = { applied: 0, unchanged: 0, superseded: 0, echoed: 0, deadLettered: 0 };
  for (const { verdict } of items) {
    if (verdict?.kind === 'applied') counts.applied++;
    else if (verdict?.kind === 'unchanged') counts.unchanged++;
    else if (verdict?.kind === 'superseded') counts.superseded++;
    else if (verdict?.kind === 'echo') counts.echoed++;
    else if (verdict?.kind === 'dead-letter') counts.deadLettered++;
  }
  return counts;
}
