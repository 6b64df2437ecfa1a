import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery, Outcome } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import type { MappedItem } from '../item.ts';
import type { Lane } from '../lane.ts';
import { verdictAfter } from './decide.ts';

/**
 * Brings records into the target and gives each its verdict. Records that fail for a passing reason are tried again here, with
 * growing waits, until their policy is exhausted. When the target itself is away, `deliver` throws and no attempt counts.
 */
export async function deliver(
  items: readonly MappedItem[],
  lane: Pick<Lane, 'target' | 'retry' | 'name'>,
  signal: AbortSignal,
): Promise<void> {
  let waiting = items;
  for (let attempt = 1; waiting.length > 0; attempt++) {
    const outcomes = await lane.target.deliver(
      waiting.map((item) => toDelivery(item, lane.name)),
      signal,
    );
    requireOnePerDelivery(outcomes, waiting.length, lane.name);
    for (const one of outcomes) if (one.kind === 'unreached') throw one.failure;
    let waitMs = 0;
    const again: MappedItem[] = [];
    waiting.forEach((item, index) => {
      const outcome = outcomes[index] as Exclude<Outcome, { kind: 'unreached' }>;
      const verdict = verdictAfter(outcome, attempt, lane.retry);
      item.attempts = attempt;
      if (outcome.kind !== 'failed') item.externalId = outcome.externalId;
      if (verdict.kind !== 'retry') {
        item.verdict = verdict;
        return;
      }
      waitMs = Math.max(waitMs, verdict.waitMs);
      again.push(item);
    });
    waiting = again;
    if (waiting.length > 0) await wait(waitMs, undefined, { signal });
  }
}

function toDelivery(item: MappedItem, lane: string): Delivery {
  const { key, version, operation } = item.record;
  return {
    masterKey: item.claim.masterKey,
    externalId: item.externalId,
    key,
    version,
    operation,
    document: item.document,
    idempotencyKey: `${lane}:${item.claim.masterKey}:${version}:${item.hash.slice(0, 12)}`,
    repeated: false,
  };
}

function requireOnePerDelivery(outcomes: readonly Outcome[], expected: number, lane: string): void {
  if (outcomes.length === expected) return;
  throw new Failure('CONTRACT_BROKEN', {
    message: `The target of ${lane} answered ${outcomes.length} outcomes for ${expected} deliveries; it must answer exactly one each, in order.`,
  });
}
