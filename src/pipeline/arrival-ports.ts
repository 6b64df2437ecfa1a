import type { RejectedRow, SourceRecord } from '../domain/index.ts';

/** A record that a system brought by itself, by webhook or push. */
export interface Arrival {
  readonly record: SourceRecord;
  /** The same for every repetition of this delivery, different for any other; null when the sender names none. 1 to 64 letters. */
  readonly deliveryId: string | null;
  /** The trace that its sender has begun, as W3C Trace Context's `traceparent`; whatever he wrote. */
  readonly traceParent?: string | undefined;
}

/** A system's word that a thing has changed; what it is now has to be fetched. */
export interface Hint {
  readonly key: string;
  readonly deliveryId: string | null;
}

/** `stored`: in the log and fsynced, or noted durably. `duplicate`: it was before, and nothing was stored. */
export type ArrivalOutcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'rejected'; readonly row: RejectedRow };

/** What came by itself since the stream exists. */
export interface ArrivalCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface DeliveriesBehind {
  readonly deliveryIds: readonly string[];
  readonly lastSeq: number;
}

/** A stream's log as its arrivals see it. */
export interface ArrivalLog {
  /**
   * Appends in order, each with its delivery id; resolves when all are fsynced. `rejected` has an entry per arrival: why it was left
   * out as too large, else null. Throws STREAM_FULL or BUS_UNAVAILABLE; then part of them may be stored.
   */
  appendArrivals(
    arrivals: readonly Arrival[],
    signal: AbortSignal,
  ): Promise<{ readonly rejected: readonly (RejectedRow | null)[]; readonly lastSeq: number }>;
  /** Which deliveries the log holds behind a place, page by page. */
  deliveriesBehind(behindSeq: number, signal: AbortSignal): AsyncIterable<DeliveriesBehind>;
}

/** What is remembered of a stream's deliveries. Every call throws STORE_UNAVAILABLE. */
export interface ArrivalBook {
  load(): Promise<ArrivalCounts>;
  /** Up to where in the log all deliveries are noted; 0 at first. */
  notedSeq(): Promise<number>;
  /** Those that are noted. */
  known(deliveryIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Notes deliveries, with what they add to the counts, in one transaction. `lastSeq` null leaves the noted place. */
  note(entry: {
    readonly deliveryIds: readonly string[];
    readonly lastSeq: number | null;
    readonly added: ArrivalCounts;
  }): Promise<void>;
  /** Notes deliveries that were found in the log, and counts those that were not noted before. @returns how many */
  noteFound(page: DeliveriesBehind): Promise<number>;
  /**
   * Notes hints durably, of one key once, in one transaction with their deliveries and counts. Those of deliveries that were noted
   * before stay out. @returns the deliveries that are new
   */
  noteHints(hints: readonly Hint[]): Promise<ReadonlySet<string>>;
}
