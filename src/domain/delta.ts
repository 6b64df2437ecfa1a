import type { Version } from './version.ts';

/** What one sweep over a source learned, from its boundary to its end. */
export interface Sweep {
  /** Where it began: every version from here on was read. Null for the very first, which reads everything. */
  readonly boundary: Version | null;
  /** The newest version it met; null when it met nothing. */
  readonly newest: Version | null;
  /**
   * The source's own clock when it began, or the start of the oldest transaction that was still open then, as a version. Null
   * where versions are no timestamps.
   */
  readonly clock: Version | null;
  /** How far the next sweep reaches back. */
  readonly overlap: number;
}

/**
 * Where the next sweep has to begin so that no change is missed: before the newest version met, but not after the moment when
 * the sweep began (a clock that runs ahead may have written versions of the future), less the overlap (rows become visible at
 * commit, with the timestamp of the statement that wrote them). Never backwards, else a quiet source were read again and again.
 *
 * What it promises: a change whose version is at most `overlap` older than the moment it became visible is read by some sweep.
 */
export function nextBoundary({ boundary, newest, clock, overlap }: Sweep): Version | null {
  if (newest === null) return boundary;
  const reached = (clock === null ? newest : Math.min(newest, clock)) - overlap;
  return boundary === null ? reached : Math.max(boundary, reached);
}
