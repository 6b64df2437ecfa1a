import type { SourceSettings } from '../../connector-api/index.ts';
import { formatVersion, nextBoundary } from '../../connector-api/index.ts';
import type { Since } from './source-spec.ts';

/** Times below this are seconds until the year 5138, below the other milliseconds since 1973. */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;

/** What a run has read, from its boundary to the end of the list. */
export interface SinceRun {
  readonly boundary: number | null;
  readonly newest: number | null;
  /** When it began, in microseconds. */
  readonly startedAt: number | null;
}

/** Returns the boundary of the run after a complete one. */
export function boundaryAfter(
  { boundary, newest, startedAt }: SinceRun,
  since: Since,
  { overlapMs }: Pick<SourceSettings, 'overlapMs'>,
): number | null {
  const unit = unitOf(newest ?? 0, since.format);
  const overlap = Math.ceil((overlapMs * 1000) / unit);
  const clock = startedAt && Math.floor(startedAt / unit);
  return nextBoundary({ boundary, newest, clock, overlap });
}

/** The query parameters that ask for what has changed since the boundary. */
export function sinceParams(boundary: number, since: Since | undefined): [string, string][] {
  if (!since) return [];
  const { param, format } = since;
  const time = formatSince(boundary, format);
  if (typeof param === 'string') return [[param, time]];
  return Object.entries(param).map(([name, text]) => [name, text.replaceAll('{since}', time)]);
}

/** The microseconds in one of a version: a system may send its times as seconds or milliseconds since 1970. */
function unitOf(version: number, format = 'iso'): number {
  if (format === 'version' || version < 0 || version >= MICROSECONDS_FROM) return 1;
  return version < MILLISECONDS_FROM ? 1_000_000 : 1000;
}

function formatSince(version: number, format = 'iso'): string {
  // The overlap may be longer than the whole sequence; a system that counts from 0 would refuse to go further back.
  if (format === 'version') return String(Math.max(0, version));
  const micros = version * unitOf(version, format);
  if (format === 'iso') return formatVersion(micros);
  // Cut to the second, which asks for more rather than less.
  if (format === 'dateTime') return formatVersion(micros).slice(0, 19).replace('T', ' ');
  return String(Math.floor(micros / (format === 'epochMs' ? 1000 : 1_000_000)));
}
