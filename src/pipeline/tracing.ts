import type { SourceRecord } from '../domain/index.ts';

/** When a page was asked for and came, milliseconds since the Unix epoch. */
export interface Reading {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Begins the traces of records where they enter the hub. */
export interface IntakeTracing {
  /**
   * Chooses which of a page's records are traced. One that brings a `traceParent` of its own continues that trace, as it was
   * decided there.
   */
  begin(stream: string, records: readonly SourceRecord[], reading: Reading): TracedPage;
}

/** A page on its way into the log. */
export interface TracedPage {
  /** The same records; those that are traced carry the `traceParent` under which lanes go on. */
  readonly records: readonly SourceRecord[];
  /** Call it once: the page is in the log. @param failure what kept it from there */
  end(failure?: unknown): void;
}
