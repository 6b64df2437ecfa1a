import type { RejectedRow, SourceRecord } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type {
  Arrival,
  ArrivalBook,
  ArrivalCounts,
  ArrivalLog,
  ArrivalOutcome,
  DeliveriesBehind,
  Hint,
} from './arrival-ports.ts';
import { Gatherer } from './gatherer.ts';
import type { GathererLimits, Written } from './gatherer.ts';
import type { RejectedRows } from './rejected-rows.ts';
import type { IntakeTracing } from './tracing.ts';
import { appendTraced } from './tracing.ts';

export interface ArrivalsOptions {
  readonly stream: string;
  readonly log: ArrivalLog;
  readonly book: ArrivalBook;
  readonly rejectedRows: RejectedRows;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
  /** Called with each addition to the counts. */
  readonly onCounted: (added: ArrivalCounts) => void;
  /** Called after hints were noted. */
  readonly onHint: () => void;
  readonly limits?: Partial<GathererLimits>;
}

const nothing: ArrivalCounts = Object.freeze({ accepted: 0, duplicates: 0, rejected: 0 });
/** More than are in flight at once; about 100 bytes each. */
const RECENT_DELIVERIES = 20_000;
/** The wait asked of a sender while the servers are unavailable. The hub itself tries again at every call. */
const RETRY_AFTER_MS = 2_000;

/**
 * Stores the records that systems send by themselves in a stream's log, in gathered, fsynced batches, and each delivery once.
 *
 * A delivery's id is written into the log with its record, so both become durable together. The table of known ids is an index of
 * the log: it is written after the callers were answered, and brought up to date from the log whenever it may lag behind (at the
 * start, after a batch whose outcome is unknown, and when the database has lost what was written to it last). So a repetition is
 * recognised even if the process or the database was killed in between.
 */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #records: Gatherer<Arrival, ArrivalOutcome>;
  readonly #hints: Gatherer<Hint, ArrivalOutcome>;
  readonly #stop = new AbortController();
  /** Whether the book, including what is being noted now, knows every delivery in the log. */
  #isCurrent = false;
  /** Where the book's noted position is, unless the database has lost its last commits. */
  #notedSeq = 0;
  /** The last stored deliveries: needed while they are being noted, and when a database lost its last commits. */
  readonly #recent = new Set<string>();
  #noting = Promise.resolve();

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    const name = `stream ${options.stream}`;
    const limits = options.limits ?? {};
    this.#records = new Gatherer({
      ...{ name, limits },
      write: (arrivals) => this.#store(arrivals),
      weigh: ({ record }) => weightOf(record),
    });
    this.#hints = new Gatherer({
      ...{ name, limits },
      write: (hints) => this.#note(hints),
      weigh: ({ key }) => key.length * 2,
    });
  }

  /**
   * Resolves with one outcome per arrival once everything reported as stored is fsynced.
   * @throws Failure INTAKE_BUSY, STREAM_FULL, BUS_UNAVAILABLE, STORE_UNAVAILABLE, each with a time after which to retry
   */
  async store(arrivals: readonly Arrival[]): Promise<readonly ArrivalOutcome[]> {
    return this.#records.add(arrivals);
  }

  /** The same for hints. */
  async hint(hints: readonly Hint[]): Promise<readonly ArrivalOutcome[]> {
    return this.#hints.add(hints);
  }

  /** Stores rows that cannot become records as dead letters. Storing the same row again changes nothing. */
  async reject(rows: readonly RejectedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#options.rejectedRows.bury(rows);
    await this.#count([], null, { ...nothing, rejected: rows.length });
  }

  /** Accepts nothing more and stores what is waiting. */
  async close(): Promise<void> {
    await Promise.all([this.#records.close(), this.#hints.close()]);
    await this.#noting;
    this.#stop.abort();
  }

  async #store(arrivals: readonly Arrival[]): Promise<Written<ArrivalOutcome>> {
    try {
      await this.#catchUp();
      const isKnown = await this.#knownAmong(arrivals);
      const fresh = arrivals.filter((arrival) => !isKnown(arrival));
      const appended = await this.#append(fresh);
      const tooLarge = appended.rejected.filter((row) => row !== null);
      await this.#options.rejectedRows.bury(tooLarge);
      const outcomes = new Map(
        fresh.map((one, index) => [one, outcomeOf(appended.rejected[index])]),
      );
      const answers = arrivals.map((one) => outcomes.get(one) ?? ({ kind: 'duplicate' } as const));
      // Noting overlaps with the next batch, but never falls two batches behind.
      const before = this.#noting;
      const stored = fresh.filter((_, index) => !appended.rejected[index]);
      this.#noting = before.then(() => this.#finish(stored, answers, appended.lastSeq));
      this.#remember(stored);
      return { answers, finish: () => before };
    } catch (error) {
      this.#isCurrent = false;
      throw comeAgain(error);
    }
  }

  /** Continues the trace that a sender began if the hub traces; else drops it. */
  async #append(arrivals: readonly Arrival[]): ReturnType<ArrivalLog['appendArrivals']> {
    const { log, tracing } = this.#options;
    const { signal } = this.#stop;
    if (!tracing) return log.appendArrivals(arrivals, signal);
    const records = arrivals.map(({ record, traceParent }) =>
      traceParent === undefined ? record : { ...record, traceParent },
    );
    return appendTraced(this.#options, records, null, (traced) => {
      const marked = arrivals.map((one, index) => ({
        ...one,
        record: traced[index] ?? one.record,
      }));
      return log.appendArrivals(marked, signal);
    });
  }

  /** Returns a test for arrivals that were known before, or that repeat an earlier one of the batch. */
  async #knownAmong(arrivals: readonly Arrival[]): Promise<(arrival: Arrival) => boolean> {
    const ids = arrivals.map(({ deliveryId }) => deliveryId).filter((id) => id !== null);
    const asked = ids.filter((id) => !this.#recent.has(id));
    const known = asked.length === 0 ? [] : await this.#options.book.known(asked);
    const seen = new Set(known);
    for (const id of ids) if (this.#recent.has(id)) seen.add(id);
    return ({ deliveryId }) => {
      if (deliveryId === null) return false;
      if (seen.has(deliveryId)) return true;
      seen.add(deliveryId);
      return false;
    };
  }

  #remember(stored: readonly Arrival[]): void {
    for (const { deliveryId } of stored) if (deliveryId !== null) this.#recent.add(deliveryId);
    for (const id of this.#recent) {
      if (this.#recent.size <= RECENT_DELIVERIES) return;
      this.#recent.delete(id);
    }
  }

  async #finish(
    stored: readonly Arrival[],
    answers: readonly ArrivalOutcome[],
    lastSeq: number,
  ): Promise<void> {
    const deliveryIds = stored.map(({ deliveryId }) => deliveryId).filter((id) => id !== null);
    try {
      await this.#options.rejectedRows.heal(() => stored.map(({ record }) => record.key));
      const noted = { from: this.#notedSeq, to: Math.max(this.#notedSeq, lastSeq) };
      this.#notedSeq = noted.to;
      if (await this.#count(deliveryIds, noted, countsOf(answers))) return;
    } catch {
      // The records are safe, and their ids are in the log: the next batch notes them from there.
    }
    this.#isCurrent = false;
  }

  async #note(hints: readonly Hint[]): Promise<Written<ArrivalOutcome>> {
    try {
      const fresh = await this.#options.book.noteHints(hints);
      const seen = new Set<string>();
      const answers = hints.map(({ deliveryId }): ArrivalOutcome => {
        if (deliveryId === null) return { kind: 'stored' };
        const first = fresh.has(deliveryId) && !seen.has(deliveryId);
        seen.add(deliveryId);
        return { kind: first ? 'stored' : 'duplicate' };
      });
      this.#options.onCounted(countsOf(answers));
      this.#options.onHint();
      return { answers };
    } catch (error) {
      throw comeAgain(error);
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#isCurrent) return;
    await this.#noting;
    const { log, book } = this.#options;
    const from = await book.notedSeq();
    this.#notedSeq = from;
    const note = async (page: DeliveriesBehind) => {
      // Deliveries that a killed process stored were not counted yet.
      this.#options.onCounted({ ...nothing, accepted: await book.noteFound(page) });
      this.#notedSeq = page.lastSeq;
    };
    for await (const page of log.deliveriesBehind(from, this.#stop.signal)) await note(page);
    // What a killed process noted last may not be on disk yet.
    await note({ deliveryIds: [], lastSeq: this.#notedSeq });
    this.#isCurrent = true;
  }

  async #count(
    deliveryIds: readonly string[],
    noted: { readonly from: number; readonly to: number } | null,
    added: ArrivalCounts,
  ): Promise<boolean> {
    const isWhole = await this.#options.book.note({ deliveryIds, noted, added });
    this.#options.onCounted(added);
    return isWhole;
  }
}

function outcomeOf(row: RejectedRow | null | undefined): ArrivalOutcome {
  return row ? { kind: 'rejected', row } : { kind: 'stored' };
}

function countsOf(answers: readonly ArrivalOutcome[]): ArrivalCounts {
  const count = (kind: ArrivalOutcome['kind']) =>
    answers.reduce((sum, answer) => (answer.kind === kind ? sum + 1 : sum), 0);
  return { accepted: count('stored'), duplicates: count('duplicate'), rejected: count('rejected') };
}

/** An estimate: counting the exact size of a document is not worth the time. */
function weightOf({ key, document }: SourceRecord): number {
  return 100 + key.length + roughSize(document);
}

function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return 16;
  let size = 32;
  for (const [name, child] of Object.entries(value)) size += name.length + roughSize(child);
  return size;
}

function comeAgain(thrown: unknown): Failure {
  const failure = Failure.from(thrown);
  if (!failure.retryable || failure.retryAfterMs !== undefined) return failure;
  const { code, message, stage, details, cause } = failure;
  return new Failure(code, { message, stage, details, cause, retryAfterMs: RETRY_AFTER_MS });
}
