import type { BusConnection } from '../bus/index.ts';
import { readDeadLetters } from '../bus/index.ts';
import type { FailureCode } from '../domain/index.ts';

/** Dead letters with one cause. */
export interface DeadLetterGroup {
  readonly stream: string;
  /** Null when the rows failed at intake, before any lane. */
  readonly lane: string | null;
  readonly code: FailureCode;
  /** The reason of the newest of them. */
  readonly reason: string;
  readonly count: number;
  /** The key of the newest, null when the row had none. */
  readonly exampleKey: string | null;
}

/** Groups all dead letters by stream, lane, code and reason without its values; most frequent first. */
export async function groupDeadLetters(bus: BusConnection): Promise<readonly DeadLetterGroup[]> {
  const groups = new Map<string, DeadLetterGroup>();
  for await (const { stream, lane, code, reason, record } of readDeadLetters(bus)) {
    const cause = [stream, lane, code, withoutValues(reason)].join('\u0000');
    const count = (groups.get(cause)?.count ?? 0) + 1;
    groups.set(cause, { stream, lane, code, reason, count, exampleKey: record?.key ?? null });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
}

/** Reasons that differ only in numbers and quoted values have one cause. */
function withoutValues(reason: string): string {
  return reason.replace(/"[^"]*"/g, '""').replace(/-?\d+([.,]\d+)*/g, '0');
}
