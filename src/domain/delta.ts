import type { Version } from './version.ts';

/** What one sweep over a source found, from its boundary to its end. */
export interface Sweep {
  /** Where it began: every version from here on was read. Null for the first sweep, which reads everything. */
  readonly boundary: Version | null;
  /** The newest version that it read; null when it read none. */
  readonly newest: Version | null;
  /**
   * The source's clock when the sweep began, or the start of the oldest transaction still open at that time, as a version. Null
   * where versions are not timestamps.
   */
  readonly clock: Version | null;
  /** How far the next sweep goes back. */
  readonly overlap: number;
}

/**
 * Returns where the next sweep must begin so that no change is missed. It starts from the newest version read, but not later than
 * the moment the sweep began (a clock that runs ahead may have written versions in the future), and subtracts the overlap (rows
 * become visible at commit, with the timestamp of the statement that wrote them). It never goes backwards, since a quiet source
 * would then be read again and again.
 *
 * Guarantee: a change whose version is at most `overlap` older than the moment it became visible is read by some sweep.
 */
export function nextBoundary({ boundary, newest, clock, overlap }: Sweep): Version | null {
  if (newest === null) return boundary;
  const reached = (clock === null ? newest : Math.min(newest, clock)) - overlap;
  return boundary === null ? reached : Math.max(boundary, reached);
}
