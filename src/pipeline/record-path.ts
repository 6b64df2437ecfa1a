import { eitherSignal, Failure } from '../domain/index.ts';
import { isSuspicious } from './caution.ts';
import type { Doubt } from './doubt.ts';
import { openDoubt } from './doubt.ts';
import { giveWay } from './give-way.ts';
import { impersonal } from './impersonal.ts';
import type { Batch } from './item.ts';
import { underWay } from './item.ts';
import type { Lane } from './lane.ts';
import { Memory } from './memory.ts';
import { Parking } from './parking.ts';
import type { DrainStart, LaneReader, ParkedPlace } from './ports.ts';
import { admit, admitPoisoned, doubtTroubled } from './steps/admit.ts';
import { toWaves } from './steps/conflate.ts';
import { verdictBefore } from './steps/decide.ts';
import type { Contact } from './steps/deliver.ts';
import { deliver, idempotencyKeyOf, leaveForLater } from './steps/deliver.ts';
import { join } from './steps/join.ts';
import { link } from './steps/link.ts';
import { map } from './steps/map.ts';
import { match } from './steps/match.ts';
import { park } from './steps/park.ts';
import { toSettlement } from './steps/settle.ts';
import { failedOf, tracedOf } from './steps/tell.ts';
import { TroubledKeys } from './troubled-keys.ts';
import type { Turn } from './turns.ts';
import { Turns } from './turns.ts';
import type { TwoWaySettlement } from './two-way/index.ts';
import { openReconciliation } from './two-way/index.ts';

/** Options for draining a lane. */
export interface DrainOptions {
  /** Whether the target was unavailable before: one record is delivered first, and the others only if it succeeds. */
  readonly trial: boolean;
  /** The drain ends when no record has come for this time, in milliseconds. Default 60,000. */
  readonly restAfterMs?: number;
  /**
   * Called when the ledger has noted the beginning: no settlement of an earlier drain is on its way any more, so the ledger tells what
   * became of one that got no answer. Default: nothing.
   */
  readonly onBegun?: () => Promise<void>;
}

/**
 * Drains a lane batch by batch, in order, until the signal aborts or there is nothing to do for a while. Each batch is settled in
 * one transaction and then acknowledged.
 * Three batches are on the path at a time: while one is settled, the next is delivered and the one after it is read and linked.
 * Records that fail for a temporary reason are parked, and take the path again when they are due.
 * @param progressed called after each settled batch; in a trial only after the target has accepted a record
 * @throws Failure what stopped the lane; an unsettled batch is not lost, but delivered again
 */
export async function drainLane(
  lane: Lane,
  signal: AbortSignal,
  progressed: () => void,
  { trial, restAfterMs, onBegun }: DrainOptions = { trial: false },
): Promise<void> {
  const { start, doubt, reader } = await begin(lane, signal, onBegun);
  const { generation, parked, pausedKeys } = start;
  const contact = {
    trial,
    inDoubt: false,
    idempotencySuffix: generation > 0 ? `:${generation}` : '',
  };
  const parking = new Parking(parked, pausedKeys);
  const troubled = new TroubledKeys(start.deadLetterKeys);
  const drain: Drain = { lane, parking, contact, troubled, memory: new Memory(), ...start };
  // A batch that cannot be settled ends the wait for further batches.
  const stop = new AbortController();
  using joined = eitherSignal(signal, stop.signal);
  const either = joined.signal;
  let settled = Promise.resolve();
  const untilSettled = () => settled;
  const turns = new Turns({
    lane,
    reader,
    parking,
    start,
    doubt,
    untilSettled,
    signal: either,
    restAfterMs,
  });
  let unsettled = 0;
  try {
    for (;;) {
      const turn = await turns.next();
      if (turn === null) break;
      turns.lookAhead();
      unsettled++;
      const leave = await lane.twoWay?.enter(either);
      try {
        const carried = await carryImpersonally(drain, turn, either);
        doubt.carried(turn.batch.items);
        await settled;
        settled = settle(drain, turn.batch, carried, reader).then(() => {
          unsettled--;
          if (!contact.trial) progressed();
        });
        settled.catch((error: unknown) => stop.abort(error));
        if (turns.cautious || leave || carried.unreached) await settled;
        if (carried.unreached) throw carried.unreached;
      } finally {
        leave?.();
      }
    }
    await settled;
  } finally {
    // Abandons the batch that was read ahead: the next drain reads it again.
    stop.abort();
    await Promise.allSettled([settled]);
    await reader.close();
    await turns.close();
    // If this fails, the next drain assumes that this one died, and is more careful than necessary.
    await lane.ledger
      .finish({ inDoubt: unsettled > 0 || contact.inDoubt || doubt.isLeft })
      .catch(() => undefined);
  }
}

interface Begun {
  readonly start: DrainStart;
  readonly doubt: Doubt;
  readonly reader: LaneReader;
}

/** Notes in the ledger that a drain begins, and opens what it reads from. */
async function begin(
  lane: Lane,
  signal: AbortSignal,
  onBegun: DrainOptions['onBegun'],
): Promise<Begun> {
  const start = await lane.ledger.begin();
  try {
    await onBegun?.();
    const doubt = await openDoubt(lane, start, signal);
    return { start, doubt, reader: await lane.openReader(start.settledSeq) };
  } catch (error) {
    // Nothing was delivered. Otherwise an outage of the bus would look as if the process had died again and again.
    if (!isSuspicious(start)) {
      await lane.ledger.finish({ inDoubt: start.inDoubt }).catch(() => undefined);
    }
    throw error;
  }
}

/** One drain of a lane with its state. */
interface Drain {
  readonly lane: Lane;
  readonly parking: Parking;
  readonly memory: Memory;
  readonly contact: Contact;
  settledSeq: number;
  furthestSeq: number;
  readonly troubled: TroubledKeys;
}

/** The effects of a batch besides the verdicts of its items. */
interface Carried {
  readonly replaced: readonly ParkedPlace[];
  /** Set when the target became unavailable during the batch: the rest is parked, and the lane stops after settling. */
  readonly unreached: Failure | null;
  readonly twoWay?: TwoWaySettlement;
}

/** Like `carry`, but what stops the lane names nobody. */
async function carryImpersonally(drain: Drain, turn: Turn, signal: AbortSignal): Promise<Carried> {
  const { items } = turn.batch;
  try {
    const carried = await carry(drain, turn, signal);
    const { unreached } = carried;
    return { ...carried, unreached: unreached && impersonal(unreached, items, drain.lane) };
  } catch (error) {
    throw error instanceof Failure ? impersonal(error, items, drain.lane) : error;
  }
}

/** Performs admit, map, match, decide, deliver and park. Afterwards every item has a verdict. */
async function carry(drain: Drain, turn: Turn, signal: AbortSignal): Promise<Carried> {
  const { lane, parking, memory, contact, troubled } = drain;
  const { batch } = turn;
  const { clock } = batch;
  const twoWay = lane.twoWay && openReconciliation(lane.twoWay, lane.target);
  const claims = twoWay ? await clock.wait('link', () => link(batch, lane.ledger)) : turn.claims;
  const replaced: ParkedPlace[] = [];
  let unreached: Failure | null = null;
  memory.beginBatch();
  park(
    batch.items.filter(({ verdict }) => verdict !== null),
    parking,
  );
  if (lane.semantics === 'state') replaced.push(...admitPoisoned(batch.items, parking));
  for (const wave of lane.semantics === 'state' ? [underWay(batch.items)] : toWaves(batch.items)) {
    replaced.push(...admit(wave, parking, lane.semantics));
    if (unreached) {
      leaveForLater(underWay(wave));
    } else {
      const recalled = memory.recall(underWay(wave), claims);
      join(recalled, lane);
      const linked = underWay(recalled);
      if (lane.semantics === 'state') doubtTroubled(linked, troubled);
      await giveWay(linked);
      const mapped = await clock.wait('map', () => map(linked, lane, signal));
      await clock.wait('match', () => match(mapped, lane, signal));
      for (const item of mapped) item.verdict ??= verdictBefore(item, lane);
      await twoWay?.reconcile(mapped, signal);
      await twoWay?.intend((item) => idempotencyKeyOf(item, lane.name, contact));
      const needed = mapped.filter((item) => item.verdict === null);
      await giveWay(needed);
      unreached = await clock.wait('deliver', () => deliver(needed, batch, lane, contact, signal));
    }
    memory.remember(wave);
    park(wave, parking);
  }
  return { replaced, unreached, ...(twoWay ? { twoWay: twoWay.settlement() } : {}) };
}

/** Stores everything that a batch changes in one transaction, then acknowledges the batch. */
async function settle(
  drain: Drain,
  batch: Batch,
  { replaced, twoWay }: Carried,
  reader: LaneReader,
): Promise<void> {
  const { lane, parking, settledSeq: previousSeq, furthestSeq, troubled } = drain;
  const context = {
    ...{ lane, previousSeq, furthestSeq, replaced, troubled, nowMs: Date.now() },
    ...(twoWay ? { twoWay } : {}),
  };
  const settlement = toSettlement(batch, context);
  drain.settledSeq = settlement.lastSeq;
  drain.furthestSeq = Math.max(furthestSeq, settlement.lastSeq);
  troubled.add(settlement.aside?.buried ?? []);
  await batch.clock.wait('settle', () => lane.ledger.settle(settlement));
  parking.settle(settlement.aside?.unparked ?? []);
  reader.ack(settlement.lastSeq);
  lane.onSettled({
    lane: lane.name,
    records: batch.items.length,
    counts: settlement.counts,
    conflated: settlement.conflated ?? 0,
    firstSeq: batch.items[0]?.record.seq ?? previousSeq,
    lastSeq: settlement.lastSeq,
    bytes: batch.bytes,
    steps: batch.clock.times,
    failed: failedOf(batch.items),
    traced: tracedOf(batch.items),
    tookMs: performance.now() - batch.takenAt,
    // The first is the oldest: lane order is the order of storing, except for parked records.
    oldestStoredAtMs: batch.items[0]?.record.storedAtMs ?? null,
    parked: () => parking.extent(),
  });
}
