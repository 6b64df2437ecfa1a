import type { SourceRecord } from '../domain/index.ts';
import type { BulkLog, PreparedBatch } from './bulk/index.ts';

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
   * @param reading null for what came by itself
   */
  begin(stream: string, records: readonly SourceRecord[], reading: Reading | null): TracedPage;
  /** Chooses among the rows of an import, which are no records here but bytes ready for the log. Null when it chooses none. */
  beginRows(stream: string, count: number): TracedRows | null;
}

/** Rows of an import on their way into the log. */
export interface TracedRows {
  /** As `SourceRecord.traceParent`, by place among the rows. */
  readonly traceParents: ReadonlyMap<number, string>;
  /** As of a page. */
  end(failure?: unknown): void;
}

/** A page on its way into the log. */
export interface TracedPage {
  /** The same records; those that are traced carry the `traceParent` under which lanes go on. */
  readonly records: readonly SourceRecord[];
  /** Call it once: the page is in the log. @param failure what kept it from there */
  end(failure?: unknown): void;
}

/** Whose records they are. */
interface Traced {
  readonly stream: string;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
}

/** Appends records under spans of their own. */
export async function appendTraced<T>(
  { stream, tracing }: Traced,
  records: readonly SourceRecord[],
  reading: Reading | null,
  append: (records: readonly SourceRecord[]) => Promise<T>,
): Promise<T> {
  const traced = tracing?.begin(stream, records, reading);
  return traced ? ended(traced, append(traced.records)) : append(records);
}

/** The same for rows of an import. @returns as `BulkLog.appendPrepared` */
export async function appendRowsTraced(
  { stream, tracing, log }: Traced & { readonly log: Pick<BulkLog, 'appendPrepared'> },
  batch: PreparedBatch,
): Promise<number> {
  const traced = tracing?.beginRows(stream, batch.until - batch.from);
  if (!traced) return log.appendPrepared(batch);
  const { traceParents } = traced;
  return ended(traced, log.appendPrepared({ ...batch, traceParents }));
}

async function ended<T>(traced: Pick<TracedPage, 'end'>, appending: Promise<T>): Promise<T> {
  try {
    const appended = await appending;
    traced.end();
    return appended;
  } catch (error) {
    traced.end(error);
    throw error;
  }
}
