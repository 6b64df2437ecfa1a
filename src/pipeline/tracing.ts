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
   * @param reading null for what came by itself
   */
  begin(stream: string, records: readonly SourceRecord[], reading: Reading | null): TracedPage;
}

/** A page on its way into the log. */
export interface TracedPage {
  /** The same records; those that are traced carry the `traceParent` under which lanes go on. */
  readonly records: readonly SourceRecord[];
  /** Call it once: the page is in the log. @param failure what kept it from there */
  end(failure?: unknown): void;
}

/** Appends records under spans of their own. */
export async function appendTraced<T>(
  { stream, tracing }: { readonly stream: string; readonly tracing?: IntakeTracing | undefined },
  records: readonly SourceRecord[],
  reading: Reading | null,
  append: (records: readonly SourceRecord[]) => Promise<T>,
): Promise<T> {
  const traced = tracing?.begin(stream, records, reading);
  if (!traced) return append(records);
  try {
    const appended = await append(traced.records);
    traced.end();
    return appended;
  } catch (error) {
    traced.end(error);
    throw error;
  }
}
