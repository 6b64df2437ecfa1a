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
 * While one batch is delivered, the next is already read, validated and linked.
 * @param progressed called after each settled batch
 * @throws Failure what stopped the lane; nothing of the unsettled batch is lost, it is delivered again
 */
export async function drainLane(
  lane: Lane,
  signal: AbortSignal,
  progressed: () => void,
): Promise<void> {
  let { settledSeq } = await lane.ledger.position();
  const reader = await lane.openReader(settledSeq);
  const memory = new Memory();
  let next = approach(lane, reader, signal);
  try {
    for (;;) {
      const { batch, claims } = await next;
      next = approach(lane, reader, signal);
      next.catch(() => undefined); // Awaited in the next round; until then its failure is not unhandled.
      await carry(lane, batch, claims, memory, settledSeq, signal);
      reader.ack(batch.lastSeq);
      settledSeq = batch.lastSeq;
      progressed();
    }
  } finally {
    await reader.close();
    await Promise.allSettled([next]);
  }
}

/** The part of the path that needs no answer about the batch before: read, validate, link. */
async function approach(lane: Lane, reader: LaneReader, signal: AbortSignal) {
  const batch = toBatch(await reader.take(signal));
  validate(batch.items, lane.validate);
  if (lane.semantics === 'state') conflate(batch.items);
  return { batch, claims: await link(batch, lane.ledger) };
}

/** The rest of the path: map, decide, deliver, bury, settle. */
async function carry(
  lane: Lane,
  batch: Batch,
  claims: ReadonlyMap<string, Claim>,
  memory: Memory,
  settledSeq: number,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (const wave of lane.semantics === 'state' ? [underWay(batch.items)] : toWaves(batch.items)) {
    const mapped = map(memory.recall(wave, claims), lane);
    await match(mapped, lane, signal);
    for (const item of mapped) item.verdict ??= verdictBefore(item, lane.semantics);
    await deliver(
      mapped.filter((item) => item.verdict === null),
      lane,
      signal,
    );
    memory.remember(wave);
  }
  await lane.deadLetters.bury(deadLettersOf(batch, lane, Date.now()));
  const settlement = toSettlement(batch, settledSeq);
  await lane.ledger.settle(settlement);
  memory.keepOnly(settlement.records);
  lane.onSettled({
    lane: lane.name,
    records: batch.items.length,
    counts: settlement.counts,
    lastSeq: batch.lastSeq,
    tookMs: performance.now() - startedAt,
  });
}
