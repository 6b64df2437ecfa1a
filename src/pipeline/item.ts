import type { HeldThing, PeekedThing } from '../connector-api/index.ts';
import type { FailedAttempt, JsonObject, StoredRecord, Verdict } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Semantics } from './lane.ts';
import type { Claim, LaneMessage, ParkedRecord, SettledRecord } from './ports.ts';
import { StepClock } from './step-clock.ts';

/** A record on the record path. Each step fills in its part; a verdict ends the path. */
export interface Item {
  readonly record: StoredRecord;
  /** As `LaneMessage.checkedBy`. */
  readonly checkedBy: string | null;
  verdict: Verdict | null;
  /** Set by link. */
  claim: Claim | null;
  /** Set by map: the document for the target, and its hash. */
  document: JsonObject | null;
  hash: string;
  /** Set by deliver: the thing's id in the target. */
  externalId: string | null;
  /** Set by the reconciliation of a two-way flow: the thing as the target held it when it was asked. */
  expected: HeldThing | null;
  /** Whether it comes from the parked records, so that its end removes it from them. */
  readonly wasParked: boolean;
  /** The dead letter that this record replays; null for none. */
  readonly deadLetterId: string | null;
  /** An earlier attempt may have reached the target without the hub knowing. */
  inDoubt: boolean;
  /**
   * It takes the place of another version that may have reached the target. So the target may not hold what was applied last, even
   * if this version has the same content.
   */
  replacesDoubtful: boolean;
  /** A newer version that may have reached the target follows in the log: this one waits, in case the newer one drops out. */
  newerFollows: boolean;
  /** Set by deliver: the target has returned an outcome. */
  answered: boolean;
  /** Failed attempts, including those before it was parked. */
  attempts: number;
  history: readonly FailedAttempt[];
  /** Set by deliver with a verdict `retry`: the time of the next attempt. */
  dueAtMs: number;
  /** Set once the verdict is final: what the ledger stores about it; null when the target does not hold it. */
  settled: SettledRecord | null;
}

/** An item whose claim is known. */
export type LinkedItem = Item & { claim: Claim };
/** An item that is ready for the target. */
export type MappedItem = LinkedItem & { document: JsonObject };

/** Returns the question to the target about an item. */
export function toPeeked({ claim, externalId, record, document }: MappedItem): PeekedThing {
  const { masterKey, decided } = claim;
  const thing = { masterKey, externalId, key: record.key, document };
  return decided === undefined ? thing : { ...thing, decided: true };
}

/** A batch on the record path: items in lane order. Items without a verdict are still under way. */
export interface Batch {
  readonly items: readonly Item[];
  /** The seq of the last record; 0 for parked records, which do not move the lane's position. */
  readonly lastSeq: number;
  /** Milliseconds of the monotonic clock. */
  readonly takenAt: number;
  /** Size of its records in the log; 0 for parked records, which are not read from the log. */
  readonly bytes: number;
  readonly clock: StepClock;
}

/** Makes a batch of messages. A message that is not a record becomes a dead letter at once. */
export function toBatch(messages: readonly LaneMessage[]): Batch {
  const items = messages.map((message) =>
    message.kind === 'record'
      ? newItem(message.record, message.checkedBy)
      : unreadableItem(message),
  );
  const bytes = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  return { items, lastSeq: items.at(-1)?.record.seq ?? 0, bytes, ...now() };
}

function sizeOf(message: LaneMessage): number {
  return message.kind === 'record' ? (message.bytes ?? 0) : Buffer.byteLength(message.raw);
}

function now(): Pick<Batch, 'takenAt' | 'clock'> {
  return { takenAt: performance.now(), clock: new StepClock() };
}

function newItem(record: StoredRecord, checkedBy: string | null = null): Item {
  return {
    record,
    checkedBy,
    verdict: null,
    claim: null,
    document: null,
    hash: '',
    externalId: null,
    expected: null,
    wasParked: false,
    deadLetterId: null,
    inDoubt: false,
    replacesDoubtful: false,
    newerFollows: false,
    answered: false,
    attempts: 0,
    history: [],
    dueAtMs: 0,
    settled: null,
  };
}

/**
 * Makes a batch of parked records that are due. With state, each may have taken the place of another version before it was parked,
 * or may have been tried by a drain that could not settle it: nothing notes that.
 */
export function toParkedBatch(
  parked: readonly ParkedRecord[],
  { inDoubt, semantics }: { readonly inDoubt: boolean; readonly semantics: Semantics },
): Batch {
  const isState = semantics === 'state';
  const items = parked.map(({ record, attempts, history, deadLetterId }) => ({
    ...newItem(record),
    wasParked: true,
    deadLetterId,
    inDoubt: isState || inDoubt || attempts > 0 || deadLetterId !== null,
    replacesDoubtful: isState,
    attempts,
    history,
  }));
  return { items, lastSeq: 0, bytes: 0, ...now() };
}

function unreadableItem(message: Extract<LaneMessage, { kind: 'unreadable' }>): Item {
  const { seq, storedAtMs, raw, reason } = message;
  const item = newItem({
    key: `seq-${seq}`,
    version: 0,
    operation: 'upsert',
    document: { raw },
    seq,
    storedAtMs,
  });
  bury(item, new Failure('MESSAGE_UNREADABLE', { message: reason }));
  return item;
}

export function underWay<Any extends Item>(items: readonly Any[]): Any[] {
  return items.filter((item) => item.verdict === null);
}

export function bury(item: Item, failure: Failure): void {
  item.verdict = { kind: 'dead-letter', failure };
}
