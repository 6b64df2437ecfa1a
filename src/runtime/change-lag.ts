import { setTimeout } from 'node:timers/promises';
import { eitherSignal } from '../domain/index.ts';
import type { Logger } from './log.ts';
import type { StatusBoard } from './status-board.ts';
import type { StreamAtWork } from './stream-effects.ts';

const MEASURE_EVERY_MS = 2_000;
const MEASURE_LIMIT_MS = 5_000;

export interface LagParts {
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly board: StatusBoard;
  readonly log: Logger;
}

/**
 * Measures how far the streams that capture changes are behind, including idle ones: changes they do not take fill the
 * source's disk.
 */
export async function measureChanges(parts: LagParts, signal: AbortSignal): Promise<void> {
  const late = new Set<string>();
  while (!signal.aborted) {
    await Promise.all(
      Array.from(parts.streams.values(), (one) => measure(parts, one, late, signal)),
    );
    await setTimeout(MEASURE_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function measure(
  { board, log }: LagParts,
  { plan: { name }, changes, ledger }: StreamAtWork,
  late: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  if (changes === null) return;
  try {
    using limit = eitherSignal(signal, AbortSignal.timeout(MEASURE_LIMIT_MS));
    const { cursor } = await ledger.load();
    const lag = await changes.lag(cursor, limit.signal);
    board.changesMeasured(name, lag);
    if (lag.health === 'late' && !late.has(name)) {
      log.warn({ stream: name, ...lag }, 'the source keeps changes that the stream has not taken');
    }
    if (lag.health === 'late') late.add(name);
    else late.delete(name);
  } catch (error) {
    if (!signal.aborted) log.debug({ err: error, stream: name }, 'the lag could not be measured');
  }
}
