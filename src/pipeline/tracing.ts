import type { SourceRecord } from '../domain/index.ts';
import type { BulkLog, PreparedBatch } from './bulk/index.ts';

/** When a page was requested and received, in milliseconds since the Unix epoch. */
export interface Reading {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Begins the traces of records when they enter the hub. */
export interface IntakeTracing {
  /**
   * Chooses which records of a page are traced. A record with its own `traceParent` continues that trace, with the sampling decision
   * made there.
   * @param reading null for records that a system sent by itself
   */
  begin(stream: string, records: readonly SourceRecord[], reading: Reading | null): TracedPage;
  /** Chooses among the rows of an import, which are already bytes for the log here. Returns null when it chooses none. */
  beginRows(stream: string, count: number): TracedRows | null;
}

/** Traced rows of an import that are being appended to the log. */
export interface TracedRows {
  /** As `SourceRecord.traceParent`, by index among the rows. */
  readonly traceParents: ReadonlyMap<number, string>;
  /** As `TracedPage.end`. */
  end(failure?: unknown): void;
}

/** A page that is being appended to the log. */
export interface TracedPage {
  /** The same records; traced ones carry the `traceParent` that lanes continue. */
  readonly records: readonly SourceRecord[];
  /** Call it once, when the page is in the log or has failed. @param failure why it could not be appended */
  end(failure?: unknown): void;
}

/** The stream of the records, and its tracing. */
interface Traced {
  readonly stream: string;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
}

/** Appends records, each traced one in its own span. */
export async function appendTraced<T>(
  { stream, tracing }: Traced,
  records: readonly SourceRecord[],
  reading: Reading | null,
  append: (records: readonly SourceRecord[]) => Promise<T>,
): Promise<T> {
  const traced = tracing?.begin(stream, records, reading);
  return traced ? ended(traced, append(traced.records)) : append(records);
}

/** Does the same for rows of an import. @returns as `BulkLog.appendPrepared` */
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
