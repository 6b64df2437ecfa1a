import type { SettledBatch } from '../pipeline/index.ts';
import type { Logger } from './log.ts';

/**
 * Logs one wide line per settled batch, at `info` when something failed, else at `debug`; and one line per failed
 * attempt at `debug`. Lines name records by their place in the log: keys, contents and answers of targets may be
 * personal.
 */
export function logBatch(log: Logger, stream: string, batch: SettledBatch): void {
  const level = batch.failed.length > 0 ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const { lane, records, counts, conflated, firstSeq, lastSeq, bytes, tookMs, steps } = batch;
  const stepMs = Object.fromEntries(
    Object.entries(steps).map(([step, time]) => [step, Math.round(time.tookMs * 10) / 10]),
  );
  const retried = batch.failed.filter(({ waitMs }) => waitMs !== null).length;
  const places = { firstSeq, lastSeq, bytes: Math.round(bytes) };
  const figures = { records, ...counts, conflated, retried, ...places };
  const times = { tookMs: Math.round(tookMs), stepMs };
  log[level]({ stream, lane, ...figures, ...times }, 'batch settled');
  if (!log.isLevelEnabled('debug')) return;
  for (const { failure, waitMs, ...attempt } of batch.failed) {
    const { code, stage } = failure;
    const wait = waitMs === null ? {} : { waitMs: Math.round(waitMs) };
    log.debug({ stream, lane, ...attempt, code, stage, ...wait }, 'attempt failed');
  }
}
