import type { RejectedRow, SourceRecord } from '../domain/index.ts';

/** A record that a system sent by itself, by webhook or push. */
export interface Arrival {
  readonly record: SourceRecord;
  /** Identifies the delivery across its repetitions, 1 to 64 characters; null when the sender gives no id. */
  readonly deliveryId: string | null;
  /** The trace that the sender began, as the `traceparent` of W3C Trace Context; not checked. */
  readonly traceParent?: string | undefined;
}

/** A notice from a system that a thing has changed. The thing itself has to be fetched. */
export interface Hint {
  readonly key: string;
  readonly deliveryId: string | null;
}

/** `stored`: in the log and fsynced, or (a hint) noted durably. `duplicate`: it was stored earlier, so nothing was stored now. */
export type ArrivalOutcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'rejected'; readonly row: RejectedRow };

/** Counts of all arrivals since the stream was created. */
export interface ArrivalCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface DeliveriesBehind {
  readonly deliveryIds: readonly string[];
  readonly lastSeq: number;
}

/** The part of a stream's log that arrivals use. */
export interface ArrivalLog {
  /**
   * Appends arrivals in order, each with its delivery id. Resolves when all are fsynced. `rejected` has one entry per arrival: the
   * rejected row if it was too large and left out, else null. Throws STREAM_FULL or BUS_UNAVAILABLE; some may be stored even then.
   */
  appendArrivals(
    arrivals: readonly Arrival[],
    signal: AbortSignal,
  ): Promise<{ readonly rejected: readonly (RejectedRow | null)[]; readonly lastSeq: number }>;
  /** Returns the deliveries in the log after a position, page by page. */
  deliveriesBehind(behindSeq: number, signal: AbortSignal): AsyncIterable<DeliveriesBehind>;
}

/** The table of a stream's known deliveries. Every call may throw STORE_UNAVAILABLE. */
export interface ArrivalBook {
  load(): Promise<ArrivalCounts>;
  /** Returns the position in the log up to which all deliveries are noted; 0 at first. */
  notedSeq(): Promise<number>;
  /** Returns those of the ids that are noted. */
  known(deliveryIds: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Notes deliveries and adds to the counts, in one transaction that may be lost if the database crashes. The noted position moves
   * from `from` to `to`; it stays if it is not at `from`, because such transactions were lost.
   * @returns whether the position was at `from`
   */
  note(entry: {
    readonly deliveryIds: readonly string[];
    /** Null: the position does not move. */
    readonly noted: { readonly from: number; readonly to: number } | null;
    readonly added: ArrivalCounts;
  }): Promise<boolean>;
  /**
   * Notes deliveries that were found in the log, durably, together with everything noted before.
   * @returns the number of those that were not noted before; they are counted too
   */
  noteFound(page: DeliveriesBehind): Promise<number>;
  /**
   * Notes hints durably, once per key, in one transaction with their deliveries and counts. Skips hints of deliveries that were
   * noted before. @returns the deliveries that are new
   */
  noteHints(hints: readonly Hint[]): Promise<ReadonlySet<string>>;
}
