import type { Batch } from './item.ts';
import { toBatch, underWay } from './item.ts';
import type { Lane } from './lane.ts';
import { Memory } from './memory.ts';
import type { Claim, LaneReader } from './ports.ts';
import { conflate, toWaves } from './steps/conflate.ts';
import { verdictBefore } from './steps/decide.ts';
import { deliver } from './steps/deliver.ts';
import { link } from './steps/link.ts';
import { map } from './steps/map.ts';
import { match } from './steps/match.ts';
import { deadLettersOf, toSettlement } from './steps/settle.ts';
import { validate } from './steps/validate.ts';

/**
 * Drains a lane until the signal aborts: batch by batch, in order, each settled in one transaction and then acknowledged.
 * Three batches are on the path at a time: while one is settled, the next is delivered and the one behind it read and linked.
 * @param progressed called after each settled batch
 * @throws Failure what stopped the lane; nothing of an unsettled batch is lost, it is delivered again
 */
export async function drainLane(
  lane: Lane,
  signal: AbortSignal,
  progressed: () => void,
): Promise<void> {
  let { settledSeq } = await lane.ledger.position();
  const reader = await lane.openReader(settledSeq);
  const memory = new Memory();
  // A batch that cannot be settled stops the waiting for further ones.
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let next = approach(lane, reader, either);
  let settled = Promise.resolve();
  try {
    for (;;) {
      const { batch, claims } = await next;
      next = approach(lane, reader, either);
      next.catch(() => undefined); // Awaited in the next round; until then its failure is not unhandled.
      await carry(lane, batch, { claims, memory }, either);
      await settled;
      const previousSeq = settledSeq;
      settledSeq = batch.lastSeq;
      settled = settle(lane, batch, previousSeq).then(() => {
        reader.ack(batch.lastSeq);
        progressed();
      });
      settled.catch((error: unknown) => stop.abort(error));
    }
  } finally {
    await Promise.allSettled([settled]);
    await reader.close();
    await Promise.allSettled([next]);
  }
}

/** The part of the path that needs no answer about the batches before: read, validate, link. */
async function approach(lane: Lane, reader: LaneReader, signal: AbortSignal) {
  const batch = toBatch(await reader.take(signal));
  validate(batch.items, lane.validate);
  if (lane.semantics === 'state') conflate(batch.items);
  return { batch, claims: await link(batch, lane.ledger) };
}

interface Known {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly memory: Memory;
}

/** Map, decide, deliver: afterwards every item has its verdict. */
async function carry(lane: Lane, batch: Batch, known: Known, signal: AbortSignal): Promise<void> {
  const { claims, memory } = known;
  memory.beginBatch();
  for (const wave of lane.semantics === 'state' ? [underWay(batch.items)] : toWaves(batch.items)) {
    const mapped = map(memory.recall(wave, claims), lane);
    await match(mapped, lane, signal);
    for (const item of mapped) item.verdict ??= verdictBefore(item, lane.semantics);
    const needed = mapped.filter((item) => item.verdict === null);
    await deliver(needed, lane, signal);
    memory.remember(wave);
  }
}

/** Dead letters first: a record is never settled before it is kept there. */
async function settle(lane: Lane, batch: Batch, previousSeq: number): Promise<void> {
  await lane.deadLetters.bury(deadLettersOf(batch, lane, Date.now()));
  const settlement = toSettlement(batch, previousSeq);
  await lane.ledger.settle(settlement);
  lane.onSettled({
    lane: lane.name,
    records: batch.items.length,
    counts: settlement.counts,
    lastSeq: batch.lastSeq,
    tookMs: performance.now() - batch.takenAt,
  });
}
