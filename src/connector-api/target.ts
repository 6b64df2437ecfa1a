import type { Failure, JsonObject, Operation, Priority, Version } from '../domain/index.ts';

/** An entry of a stream's `to`, validated. */
export interface TargetSettings {
  /** The entity's name in the system: table, path or file. */
  readonly entity: string;
  /** Name of the lane, unique in the hub: a namespace for whatever the target remembers on the hub's behalf. */
  readonly lane: string;
  /** The kind's own options. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Who goes first where lanes and streams of the connector share something: an account's budget, connections. To be asked with
   * each call, since an import lowers it for as long as it lasts. Absent: normal.
   */
  readonly priority?: () => Priority;
  /**
   * Begins the trace of one request that carries several records, of which these are traced; `sendTraced` of the built-in kinds
   * says when. Absent: such requests are not traced.
   * @param traceParents as `Delivery.traceParent`, at least one
   */
  readonly traceRequest?: (traceParents: readonly string[]) => TracedRequest;
}

/** A request as a trace of its own, which is linked to those of the records that it carries. */
export interface TracedRequest {
  /** What it sends as `traceparent`. */
  readonly traceParent: string;
  /** Call it once: it is answered. @param failure what kept it from that */
  end(failure?: unknown): void;
}

/** One record on its way into the target. */
export interface Delivery {
  /** The hub's id of the thing. */
  readonly masterKey: string;
  /** The thing's id in the target if the hub knows it, else null: then the target creates it or upserts by its own key. */
  readonly externalId: string | null;
  /** The thing's id in the source system. */
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  /** The mapped content, in the target's words. For a delete whatever mapping made of what the source still knew. */
  readonly document: JsonObject;
  /** The same for every attempt to bring this version into this target, different for any other. */
  readonly idempotencyKey: string;
  /**
   * An earlier attempt to deliver this version may have reached the target without the hub having learned of it (a crash, a lost
   * answer). A target that cannot recognise the `idempotencyKey` looks the thing up by its external reference before it creates.
   */
  readonly repeated: boolean;
  /**
   * What `peek` told of the thing just before, in a flow that goes both ways. A target that can compare and write in one step
   * answers `changed` where it holds something else by now. Others write: between question and write an edit may be lost then.
   */
  readonly expected?: HeldThing;
  /**
   * A person merged or split the thing: `externalId`, where it is known, is the id that is meant, also where the document names another
   * one. Absent, as for nearly all, when nobody did.
   */
  readonly decided?: true;
  /**
   * The trace that the record is part of, as W3C Trace Context writes it, for the system to continue. Absent, as for nearly all,
   * when it is not traced.
   */
  readonly traceParent?: string;
}

/**
 * What became of one delivery.
 * - `applied`: the target holds it durably. `externalId` is its id there; the hub links it.
 * - `unchanged`: the target held this or a newer version already.
 * - `changed`: the target holds something else than was `expected`. Nothing was written; the hub asks anew.
 * - `failed`: this one record failed. A retryable failure is tried again under the lane's retry policy (`retryAfterMs` wins
 *   over the policy's wait); any other is dead-lettered at once.
 * - `unreached`: this record was not tried, or its outcome is unknown, because the system went away in the middle of the call.
 *   No attempt is counted. `failure` is what `deliver` would have thrown: once the other outcomes of the batch are settled, the
 *   hub does what it does for a thrown one (waits and delivers these records again, or fails the lane). It is for batches of
 *   which some records have an outcome of their own; when none has, throw.
 */
export type Outcome =
  | { readonly kind: 'applied'; readonly externalId: string }
  | { readonly kind: 'unchanged'; readonly externalId: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unreached'; readonly failure: Failure };

/** Values of a business key to look up in the target. */
export interface MatchRequest {
  /** The target's field. */
  readonly field: string;
  /** Distinct values, at most one lane batch. */
  readonly values: readonly string[];
  readonly signal: AbortSignal;
}

/** What a target is asked about what it holds. */
export interface PeekRequest {
  /** At most one lane batch. */
  readonly things: readonly PeekedThing[];
  readonly signal: AbortSignal;
}

/** One thing, and what would be written to it. */
export type PeekedThing = Pick<
  Delivery,
  'masterKey' | 'externalId' | 'key' | 'document' | 'decided'
>;

/**
 * The fields that a document would write, as the target holds them now and as it would hold them then, both in the target's own
 * spelling: a price that a table keeps as `19.90` is no difference to `19.9`.
 */
export interface HeldThing {
  /** Its id in the target, as `keys` spells it; absent where the target does not tell. */
  readonly id?: string;
  readonly now: JsonObject;
  readonly then: JsonObject;
  /** The target's own word for its state now (RFC 9110, 8.8.3), by which it can tell when it is written whether it still is in it. */
  readonly etag?: string;
}

/** Which ids a target is to list. */
export interface KeysRequest {
  /** The last id of the page before; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Writes one entity of one system.
 *
 * The hub calls `deliver` with batches in lane order, one call at a time per lane; several lanes may write to one connector
 * at once. A batch never holds two versions of one key. After a crash the same deliveries come again: applying them twice must
 * change nothing.
 */
export interface Target {
  /**
   * Returns exactly one outcome per delivery, in the same order. Throwing means that the whole call is broken and says nothing
   * about single records (when something is known about some of them, return that, and `unreached` for the others):
   * `TARGET_UNAVAILABLE` or `TARGET_THROTTLED` make the lane wait and deliver the same batch again, no attempt counted;
   * `TARGET_MISCONFIGURED` fails the lane until a person resumes it; `TARGET_REFUSED` says that some record of the batch is not
   * accepted, and the hub delivers halves until it knows which. Anything else counts as TARGET_UNAVAILABLE.
   */
  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]>;
  /**
   * Finds existing records by business key, for lanes with `match`. Returns per value the ids of all records that carry it.
   * Absent when the target cannot search; such a lane is refused by validation. Throws as `deliver` does.
   */
  match?(request: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Tells what the target holds, for `stellwerk plan --against target` and `stellwerk verify`; writes nothing, not even tables of the hub's own. One
   * answer per thing in the same order, null for one that the target does not hold. Absent when the target cannot be asked.
   * Throws as `deliver` does.
   */
  peek?(request: PeekRequest): Promise<readonly (HeldThing | null)[]>;
  /**
   * Tells what this lane has written to each thing last: its idempotency key, null for nothing. So a hub that died after a write knows
   * that it took place. Null for all, or absent, when the target does not keep them. Throws as `deliver` does.
   */
  lastWrites?(request: PeekRequest): Promise<readonly (string | null)[] | null>;
  /**
   * Lists the ids of all things that it holds, for `stellwerk verify`, in an order of its own that rises: at most `limit` ids behind
   * `after`. Fewer than `limit` end the list. Things marked as deleted are left out. Absent when the target cannot list them.
   * Throws as `deliver` does.
   */
  keys?(request: KeysRequest): Promise<readonly string[]>;
  /** Called once when the lane stops for good. */
  close?(): Promise<void>;
}
