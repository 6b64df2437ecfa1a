import type { Item } from '../item.ts';
import type { FailedDelivery, TracedDelivery } from '../lane.ts';
import type { LaneStep } from '../step-clock.ts';

/** Returns the failed attempts of a batch, for the log. */
export function failedOf(items: readonly Item[]): FailedDelivery[] {
  const failed: FailedDelivery[] = [];
  for (const { verdict, record, attempts } of items) {
    if (verdict?.kind !== 'retry' && verdict?.kind !== 'dead-letter') continue;
    const { seq, version } = record;
    const waitMs = verdict.kind === 'retry' ? verdict.waitMs : null;
    failed.push({ seq, version, attempts, failure: verdict.failure, waitMs });
  }
  return failed;
}

/** Returns the results of the traced records of a batch. */
export function tracedOf(items: readonly Item[]): TracedDelivery[] {
  const traced: TracedDelivery[] = [];
  for (const item of items) {
    const { record, verdict, attempts } = item;
    if (record.traceParent === undefined || verdict === null) continue;
    traced.push({
      traceParent: record.traceParent,
      seq: record.seq,
      verdict: verdict.kind,
      attempts,
      failure: 'failure' in verdict ? verdict.failure : null,
      steps: stepsOf(item),
    });
  }
  return traced;
}

function stepsOf({ claim, document, answered }: Item): LaneStep[] {
  return [
    'validate',
    ...(claim ? (['link', 'map'] as const) : []),
    ...(document ? (['match'] as const) : []),
    ...(answered ? (['deliver'] as const) : []),
    'settle',
  ];
}
