import type { Page, PageRequest, Source } from '../connector-api/index.ts';
import type { Cursor, RejectedRow, SourceRecord } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { StreamLog } from './ports.ts';
import type { RecentVersions } from './recent-versions.ts';
import type { RejectedRows } from './rejected-rows.ts';
import { keysStored } from './rejected-rows.ts';
import type { IntakeTracing, Reading } from './tracing.ts';
import { appendTraced } from './tracing.ts';

/** Pages that may be in flight to the log while the next is read. */
const PAGES_IN_FLIGHT = 4;

/** The counts of a run so far. Each row read is counted in exactly one of the other three. */
export interface IntakeCounts {
  readonly read: number;
  readonly stored: number;
  readonly skipped: number;
  readonly rejected: number;
}

export interface Intake {
  readonly stream: string;
  readonly source: Source;
  readonly pageSize: number;
  readonly log: StreamLog;
  readonly rejectedRows: RejectedRows;
  readonly recent: RecentVersions;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing;
  /** Waits until the log may take more than a page. Absent: there is always room. */
  readonly room?: (signal: AbortSignal) => Promise<void>;
  /** Saves the cursor, and adds the counts of this page. */
  saveCursor(cursor: Cursor, added: IntakeCounts): Promise<void>;
}

/**
 * Performs one run: reads the source from the cursor to its end. Pages are stored in order while the next are read. The cursor is
 * saved only after everything up to it is fsynced, so that after a crash rows are read again but never skipped.
 */
export async function runIntake(
  intake: Intake,
  from: Cursor | null,
  signal: AbortSignal,
): Promise<void> {
  // A page that cannot be stored stops the reading too.
  const stop = new AbortController();
  const isKnown = intake.recent.lookUp();
  const anySignal = AbortSignal.any([signal, stop.signal]);
  const inFlight: Promise<void>[] = [];
  let cursor = from;
  let before = Promise.resolve();
  try {
    for (let more = true; more;) {
      const request = { cursor, limit: intake.pageSize, signal: anySignal };
      const startedAtMs = Date.now();
      const page = await readPage(intake.source, request);
      const reading = { startedAtMs, endedAtMs: Date.now() };
      before = storePage(intake, page, { isKnown, before, reading, signal: anySignal });
      before.catch((error: unknown) => stop.abort(error));
      inFlight.push(before);
      if (inFlight.length >= PAGES_IN_FLIGHT) {
        // It stays in the list until it is done: when several fail, the first one holds the cause.
        await inFlight[0];
        void inFlight.shift();
      }
      ({ cursor, more } = page);
      if (more) await intake.room?.(anySignal);
    }
    await before;
  } catch (error) {
    const stopped = await Promise.allSettled(inFlight);
    const cause = stopped.find((result) => result.status === 'rejected');
    throw cause ? cause.reason : error;
  }
}

/** Reads one page. @throws Failure, or the signal's reason */
export async function readPage(source: Source, request: PageRequest): Promise<Page> {
  request.signal.throwIfAborted();
  try {
    return await source.read(request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw Failure.from(error, 'SOURCE_UNAVAILABLE');
  }
}

interface PageContext {
  /** Whether a record is already stored. */
  readonly isKnown: (record: SourceRecord) => boolean;
  /** The previous page, which has to be saved first. */
  readonly before: Promise<void>;
  readonly reading: Reading;
  readonly signal: AbortSignal;
}

async function storePage(
  intake: Intake,
  page: Page,
  { isKnown, before, reading, signal }: PageContext,
): Promise<void> {
  const fresh = page.records.filter((record) => !isKnown(record));
  const append = appendTraced(intake, fresh, reading, (records) =>
    intake.log.append(records, signal),
  );
  const [tooLarge] = await Promise.all([append, before]);
  const rejected = [...page.rejected, ...tooLarge];
  // Heal before bury: it is unknown whether a rejected row came before or after a record of the same key in the page.
  await intake.rejectedRows.heal(() => keysStored(fresh, tooLarge));
  await intake.rejectedRows.bury(rejected);
  // Not before: if the store is away now, the next run must find these records new, to close and store the rows above.
  intake.recent.remember(fresh);
  await intake.saveCursor(page.cursor, countPage(page, fresh, rejected, tooLarge));
}

function countPage(
  page: Page,
  fresh: readonly SourceRecord[],
  rejected: readonly RejectedRow[],
  tooLarge: readonly RejectedRow[],
): IntakeCounts {
  return {
    read: page.records.length + page.rejected.length,
    stored: fresh.length - tooLarge.length,
    skipped: page.records.length - fresh.length,
    rejected: rejected.length,
  };
}
