import type { SourceRecord, SourceSettings } from '../../connector-api/index.ts';
import { nextBoundary } from '../../connector-api/index.ts';

/** What the cursor of a source that asks for changes holds of a run. Between runs only `boundary` is set. */
export type Run = {
  /** Things changed since then are read, in microseconds since 1970; null reads all. */
  readonly boundary: number | null;
  readonly startedAt: number | null;
  /** The newest version read so far. */
  readonly newest: number | null;
};

export const firstRun: Run = { boundary: null, startedAt: null, newest: null };

/** Goes on with a run behind a page. @param beganAt when the run began, if this is its first page */
export function withPage(
  { boundary, startedAt, newest }: Run,
  records: readonly SourceRecord[],
  beganAt: number,
): Run {
  const last = Math.max(newest ?? -Infinity, ...records.map(({ version }) => version));
  return {
    boundary,
    startedAt: startedAt ?? beganAt,
    newest: Number.isFinite(last) ? last : null,
  };
}

/** Ends a run that has read everything. @returns where the next one begins */
export function afterRun(
  { boundary, startedAt, newest }: Run,
  { version, overlapMs }: Pick<SourceSettings, 'version' | 'overlapMs'>,
): Run {
  if (version === null) return firstRun;
  const overlap = overlapMs * 1000;
  return { ...firstRun, boundary: nextBoundary({ boundary, newest, clock: startedAt, overlap }) };
}
