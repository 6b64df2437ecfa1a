import type { HeldThing, PeekedThing } from '../connector-api/index.ts';
import type { FailedAttempt, JsonObject, StoredRecord, Verdict } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Claim, LaneMessage, ParkedRecord, SettledRecord } from './ports.ts';
import { StepClock } from './step-clock.ts';

/** A record on its way along the path. Each step fills in its part; a verdict ends the way. */
export interface Item {
  readonly record: StoredRecord;
  /** As `LaneMessage.checkedBy`. */
  readonly checkedBy: string | null;
  verdict: Verdict | null;
  /** Set by link. */
  claim: Claim | null;
  /** Set by map: what the target is to hold, and its hash. */
  document: JsonObject | null;
  hash: string;
  /** Set by deliver: the thing's id in the target. */
  externalId: string | null;
  /** Set by the reconciliation of a two-way flow: what the target held of the thing when it was asked. */
  expected: HeldThing | null;
  /** Whether it was parked before, so that its end takes it from there. */
  readonly wasParked: boolean;
  /** The dead letter that is replayed by it. */
  readonly deadLetterId: string | null;
  /** An earlier attempt may have reached the target without the hub having learned of it. */
  inDoubt: boolean;
  /** A newer version that may have reached the target stands behind it in the log: it waits, and comes only if that one falls out. */
  newerFollows: boolean;
  /** Set by deliver: the target has said what became of it. */
  answered: boolean;
  /** Attempts that failed, those of former times included. */
  attempts: number;
  history: readonly FailedAttempt[];
  /** Set by deliver beside a verdict `retry`: when that is. */
  dueAtMs: number;
  /** Set once its verdict stands: what the ledger is to remember of it, null when the target does not hold it. */
  settled: SettledRecord | null;
}

/** An item whose claim is known. */
export type LinkedItem = Item & { claim: Claim };
/** An item that is ready for the target. */
export type MappedItem = LinkedItem & { document: JsonObject };

/** What a target is asked about it. */
export function toPeeked({ claim, externalId, record, document }: MappedItem): PeekedThing {
  const { masterKey, decided } = claim;
  const thing = { masterKey, externalId, key: record.key, document };
  return decided === undefined ? thing : { ...thing, decided: true };
}

/** A batch on its way: items in lane order, those without a verdict still under way. */
export interface Batch {
  readonly items: readonly Item[];
  /** The last record's place in the stream; 0 for parked records, which move nothing. */
  readonly lastSeq: number;
  /** Milliseconds of the monotonic clock. */
  readonly takenAt: number;
  /** Size of its records in the log; 0 for parked ones, which do not come from there. */
  readonly bytes: number;
  readonly clock: StepClock;
}

/** Items of a batch; bytes that are no record end here and now. */
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
    newerFollows: false,
    answered: false,
    attempts: 0,
    history: [],
    dueAtMs: 0,
    settled: null,
  };
}

/** Items of parked records whose time has come. */
export function toParkedBatch(parked: readonly ParkedRecord[], inDoubt: boolean): Batch {
  const items = parked.map(({ record, attempts, history, deadLetterId }) => ({
    ...newItem(record),
    wasParked: true,
    deadLetterId,
    inDoubt: inDoubt || attempts > 0 || deadLetterId !== null,
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
