import type { VerdictCounts } from '../../domain/index.ts';
import type { Batch, Item } from '../item.ts';
import type { DeadLetter, SettledRecord, Settlement } from '../ports.ts';

/** The dead letters of a batch, ready to be buried. */
export function deadLettersOf(
  batch: Batch,
  lane: { readonly name: string; readonly stream: string },
  nowMs: number,
): DeadLetter[] {
  return batch.items.flatMap(({ verdict, record, attempts }) =>
    verdict?.kind === 'dead-letter'
      ? [
          {
            stream: lane.stream,
            lane: lane.name,
            record,
            row: null,
            failure: verdict.failure,
            attempts,
            atMs: nowMs,
          },
        ]
      : [],
  );
}

/** Sums up what a batch changes in the ledger: one entry per thing, the last of several events. */
export function toSettlement(batch: Batch, previousSeq: number): Settlement {
  const records = new Map<string, SettledRecord>();
  for (const item of batch.items) {
    const settled = settledRecord(item);
    if (settled) records.set(settled.masterKey, settled);
  }
  return {
    previousSeq,
    lastSeq: batch.lastSeq,
    records: [...records.values()],
    counts: countVerdicts(batch.items),
  };
}

/** What the ledger is to remember of an item, null when the target does not hold it. */
export function settledRecord(item: Item): SettledRecord | null {
  const { claim, externalId, verdict, record, hash } = item;
  const holds = verdict?.kind === 'applied' || verdict?.kind === 'unchanged';
  if (!holds || !claim || externalId === null || hash === '') return null;
  return { masterKey: claim.masterKey, externalId, version: record.version, seq: record.seq, hash };
}

function countVerdicts(items: readonly Item[]): VerdictCounts {
  const counts = { applied: 0, unchanged: 0, superseded: 0, deadLettered: 0 };
  for (const { verdict } of items) {
    if (verdict?.kind === 'applied') counts.applied++;
    else if (verdict?.kind === 'unchanged') counts.unchanged++;
    else if (verdict?.kind === 'superseded') counts.superseded++;
    else counts.deadLettered++;
  }
  return counts;
}
