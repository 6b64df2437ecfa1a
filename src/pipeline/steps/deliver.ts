import type { Delivery, Outcome } from '../../connector-api/index.ts';
import { Failure, isExternalId, isOutageLike, MAX_EXTERNAL_ID_BYTES } from '../../domain/index.ts';
import { impersonal } from '../impersonal.ts';
import type { Batch, Item, MappedItem } from '../item.ts';
import type { Lane } from '../lane.ts';
import { AGAIN, FORCED } from '../map-in-place.ts';
import { verdictAfter } from './decide.ts';

/** How many of an item's last failures are kept. */
const KEPT_ATTEMPTS = 20;

export type DeliverLane = Pick<
  Lane,
  'target' | 'retry' | 'name' | 'personal' | 'onAnswered' | 'twoWay' | 'requirePlace'
>;

/** The state of a drain's connection to its target. */
export interface Contact {
  /** Whether the circuit is half open: one record is delivered alone before any other. Cleared when a delivery succeeds. */
  trial: boolean;
  /** Whether a delivery was interrupted, so that its effect is unknown. */
  inDoubt: boolean;
  /** Distinguishes the deliveries of a forced replay from earlier ones; empty without one. */
  readonly idempotencySuffix: string;
}

/**
 * Delivers records of a batch to the target and gives each its verdict. Records that fail for a temporary reason have to be parked.
 * @returns the failure that kept some records from being tried: settle the known outcomes, then stop. Null when all were tried
 * @throws Failure when the target is unavailable and no record of the batch has an outcome; no attempt is counted
 */
export async function deliver(
  items: readonly MappedItem[],
  batch: Pick<Batch, 'items'>,
  lane: DeliverLane,
  contact: Contact,
  signal: AbortSignal,
): Promise<Failure | null> {
  try {
    return await deliverAll(items, lane, contact, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!batch.items.some(({ answered }) => answered)) throw error;
    contact.inDoubt = true;
    leaveForLater(items.filter(({ answered }) => !answered));
    return Failure.from(error, 'TARGET_UNAVAILABLE');
  }
}

async function deliverAll(
  items: readonly MappedItem[],
  lane: DeliverLane,
  contact: Contact,
  signal: AbortSignal,
): Promise<Failure | null> {
  const [first] = items;
  if (first === undefined) return null;
  if (!contact.trial || items.length === 1) return call(items, lane, contact, signal);
  const unreached = await call([first], lane, contact, signal);
  const others = items.slice(1);
  if (!unreached) return call(others, lane, contact, signal);
  leaveForLater(others);
  return unreached;
}

async function call(
  items: readonly MappedItem[],
  lane: DeliverLane,
  contact: Contact,
  signal: AbortSignal,
): Promise<Failure | null> {
  const deliveries = items.map((item) => toDelivery(item, lane, contact));
  await lane.requirePlace();
  signal.throwIfAborted();
  let outcomes: readonly Outcome[];
  try {
    outcomes = await lane.target.deliver(deliveries, signal);
  } catch (error) {
    signal.throwIfAborted();
    const failure = Failure.from(error, 'TARGET_UNAVAILABLE');
    if (failure.code === 'TARGET_REFUSED') return split(items, failure, lane, contact, signal);
    throw failure;
  }
  requireOnePerDelivery(outcomes, items.length, lane.name);
  return takeOutcomes(items, outcomes, lane, contact);
}

/** Delivers the halves of a batch that was refused as a whole, to find the record at fault. */
async function split(
  items: readonly MappedItem[],
  failure: Failure,
  lane: DeliverLane,
  contact: Contact,
  signal: AbortSignal,
): Promise<Failure | null> {
  if (items.length === 1) {
    const alone: Outcome = { kind: 'failed', failure };
    return takeOutcomes(items, [alone], lane, contact);
  }
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  let unreached: Failure | null = null;
  for (const half of halves) {
    if (unreached) leaveForLater(half);
    else unreached = await call(half, lane, contact, signal);
  }
  return unreached;
}

function takeOutcomes(
  items: readonly MappedItem[],
  outcomes: readonly Outcome[],
  lane: DeliverLane,
  contact: Contact,
): Failure | null {
  const nowMs = Date.now();
  const failures: Failure[] = [];
  let unreached: Failure | null = null;
  let succeeded = 0;
  items.forEach((item, index) => {
    const outcome = keepable(outcomes[index] as Outcome, lane.name);
    if (outcome.kind === 'unreached') {
      unreached = outcome.failure;
      contact.inDoubt = true;
      leaveForLater([item]);
      return;
    }
    item.answered = true;
    if (outcome.kind === 'failed') {
      noteFailure(item, outcome.failure, nowMs);
      if (isOutageLike(outcome.failure)) failures.push(impersonal(outcome.failure, [item], lane));
    } else if (outcome.kind !== 'changed') {
      item.externalId = outcome.externalId;
    }
    // A refusal shows as well that the target is available.
    if (outcome.kind !== 'failed' || !outcome.failure.retryable) succeeded++;
    const verdict = verdictAfter(outcome, item.attempts, lane.retry);
    if (verdict.kind === 'retry') item.dueAtMs = nowMs + verdict.waitMs;
    item.verdict = verdict;
  });
  if (succeeded > 0) contact.trial = false;
  lane.onAnswered({ succeeded, failures });
  return unreached;
}

/** Turns an outcome whose id cannot be stored into a failure. Such an id would keep the whole batch from ever being settled. */
function keepable(outcome: Outcome, lane: string): Outcome {
  if (!('externalId' in outcome) || isExternalId(outcome.externalId)) return outcome;
  const bytes = Buffer.byteLength(outcome.externalId);
  const failure = new Failure('TARGET_REFUSED', {
    message: `The target of ${lane} accepted the record, but returned an id of ${bytes} bytes; the hub stores ids of 1 to ${MAX_EXTERNAL_ID_BYTES} bytes without NUL characters.`,
  });
  return { kind: 'failed', failure };
}

/** Parks records that were not tried. They are due at once, so they go first when the target is back; no attempt is counted. */
export function leaveForLater(items: readonly Item[]): void {
  for (const item of items) item.verdict = { kind: 'wait', dueAtMs: 0 };
}

function noteFailure(item: MappedItem, { code, message }: Failure, atMs: number): void {
  item.attempts++;
  item.history = [...item.history, { atMs, code, message }].slice(-KEPT_ATTEMPTS);
}

/** Returns a key that stays the same when a delivery is repeated. */
export function idempotencyKeyOf(
  { claim, record, hash }: MappedItem,
  lane: string,
  { idempotencySuffix }: Pick<Contact, 'idempotencySuffix'>,
): string {
  const { applied, masterKey } = claim;
  const again = applied?.hash.startsWith(AGAIN) ? `:${applied.hash}` : '';
  return `${lane}:${masterKey}:${record.version}:${hash.slice(0, 12)}${again}${idempotencySuffix}`;
}

function toDelivery(
  item: MappedItem,
  { name, twoWay }: Pick<Lane, 'name' | 'twoWay'>,
  contact: Contact,
): Delivery {
  const { key, operation, traceParent } = item.record;
  const { decided, applied } = item.claim;
  const forced = applied?.hash === FORCED;
  let { version } = item.record;
  // Of the keys of a merged thing one may tell an older change later, and a target leaves out what is older than what it holds.
  if (twoWay && decided && applied) version = Math.max(version, applied.version);
  const delivery = {
    masterKey: item.claim.masterKey,
    externalId: item.externalId,
    key,
    version,
    operation,
    document: item.document,
    idempotencyKey: idempotencyKeyOf(item, name, contact),
    repeated: item.inDoubt,
  };
  const { expected, replacesDoubtful } = item;
  const isPlain = expected === null && traceParent === undefined && decided === undefined;
  if (isPlain && !replacesDoubtful && !forced) return delivery;
  return {
    ...delivery,
    ...(replacesDoubtful ? { replaces: true } : {}),
    ...(expected === null ? {} : { expected }),
    ...(traceParent === undefined ? {} : { traceParent }),
    ...(decided === undefined ? {} : { decided: true }),
    ...(forced ? { forced } : {}),
  };
}

function requireOnePerDelivery(outcomes: readonly Outcome[], expected: number, lane: string): void {
  if (outcomes.length === expected) return;
  throw new Failure('CONTRACT_BROKEN', {
    message: `The target of ${lane} returned ${outcomes.length} outcomes for ${expected} deliveries; it must return exactly one for each, in order.`,
  });
}
