import type { Failure, JsonObject, Operation, Priority, Version } from '../domain/index.ts';

/** An entry of a stream's `to`, validated. */
export interface TargetSettings {
  /** The entity's name in the system: table, path or file. */
  readonly entity: string;
  /** Name of the lane, unique in the hub: a namespace for anything that the target stores on the hub's behalf. */
  readonly lane: string;
  /** The kind's own options. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Priority among the lanes and streams of the connector for shared resources: an account's budget, connections. Ask
   * it at each call, since an import lowers it while it runs. Absent: normal.
   */
  readonly priority?: () => Priority;
  /**
   * Begins the trace of one request that carries several records, of which these are traced; `sendTraced` of the
   * built-in kinds shows when. Absent: such requests are not traced.
   * @param traceParents as in `Delivery.traceParent`, at least one
   */
  readonly traceRequest?: (traceParents: readonly string[]) => TracedRequest;
}

/** The trace of a request, linked to the traces of the records that it carries. */
export interface TracedRequest {
  /** The `traceparent` that the request sends. */
  readonly traceParent: string;
  /** Call this once, when the request has ended. @param failure why it failed, if it did */
  end(failure?: unknown): void;
}

/** One record on its way into the target. */
export interface Delivery {
  /** The hub's id of the thing. */
  readonly masterKey: string;
  /** The thing's id in the target if the hub knows it. If null, the target creates it or upserts by its own key. */
  readonly externalId: string | null;
  /** The thing's id in the source system. */
  readonly key: string;
  readonly version: Version;
  readonly operation: Operation;
  /** The mapped content, in the target's terms. For a delete, the mapping of whatever the source still knew. */
  readonly document: JsonObject;
  /** The same for every attempt to deliver this version to this target, different for all others. */
  readonly idempotencyKey: string;
  /**
   * An earlier attempt to deliver this version may have reached the target without the hub's knowledge (a crash, a lost
   * answer). A target that cannot recognise the `idempotencyKey` looks the thing up by its external reference before it
   * creates it.
   */
  readonly repeated: boolean;
  /**
   * The earlier attempt may have been one with another version of the thing. So what the target finds by its external
   * reference may have other content, and has to be updated. Absent: it was this version.
   */
  readonly replaces?: true;
  /**
   * What `peek` just returned for the thing, in a two-way flow. A target that can compare and write in one step returns
   * `changed` if it holds something else by now, or holds it marked as deleted. Other targets write; an edit between `peek` and the write may then be
   * lost.
   */
  readonly expected?: HeldThing;
  /**
   * An operator merged or split the thing: `externalId`, if known, is authoritative even if the document names another
   * id. Absent for nearly all deliveries.
   */
  readonly decided?: true;
  /**
   * A person wants the target to hold exactly this (`verify --repair`, a forced replay of a key). A target that refuses
   * older versions writes it even if it holds a newer one. Absent for nearly all deliveries.
   */
  readonly forced?: true;
  /**
   * The trace that the record is part of, in W3C Trace Context format, for the system to continue. Absent if the record
   * is not traced, as for nearly all.
   */
  readonly traceParent?: string;
}

/**
 * The outcome of one delivery.
 * - `applied`: the target holds it durably. `externalId` is its id there, which the hub links.
 * - `unchanged`: the target already held this or a newer version.
 * - `changed`: the target holds something other than `expected`. Nothing was written; the hub calls `peek` again.
 * - `failed`: this one record failed. A retryable failure is retried under the lane's retry policy (`retryAfterMs`
 * overrides the policy's wait); any other is dead-lettered at once.
 * - `unreached`: this record was not tried, or its outcome is unknown, because the system became unavailable during the
 *   call. No attempt is counted. `failure` is what `deliver` would have thrown. Once the other outcomes of the batch
 *   are settled, the hub handles it like a thrown failure (waits and delivers these records again, or fails the lane).
 *   Use it only for batches in which some records have an outcome; if none has, throw.
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
  /** Distinct values, at most one per record of a lane batch. */
  readonly values: readonly string[];
  readonly signal: AbortSignal;
}

/** A request for what a target holds. */
export interface PeekRequest {
  /** At most as many as a lane batch holds. */
  readonly things: readonly PeekedThing[];
  readonly signal: AbortSignal;
}

/** A thing, and what would be written to it. */
export type PeekedThing = Pick<
  Delivery,
  'masterKey' | 'externalId' | 'key' | 'document' | 'decided'
>;

/**
 * The fields that a document would write: their current values and the values after the write, both in the target's own
 * spelling. A price that a table stores as `19.90` does not differ from `19.9`.
 */
export interface HeldThing {
  /** Its id in the target, as `keys` spells it; absent if the target does not return it. */
  readonly id?: string;
  readonly now: JsonObject;
  readonly then: JsonObject;
  /**
   * The target's entity tag for the current state (RFC 9110, 8.8.3), with which a write can detect a change of that
   * state.
   */
  readonly etag?: string;
}

/** A request to list ids. */
export interface KeysRequest {
  /** The last id of the previous page; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Writes one entity of one system.
 *
 * The hub calls `deliver` with batches in lane order, one call at a time per lane; several lanes may write to one
 * connector concurrently. A batch never holds two versions of one key. After a crash the same deliveries come again:
 * applying them twice must change nothing.
 */
export interface Target {
  /**
   * Resolves when the target can take a batch. The lane takes records only then, and none ahead, so that those that come
   * meanwhile gather in one batch: for a system that allows few calls, such as a file a minute. Resolving too early is
   * harmless. Absent: the target can always take one.
   */
  untilReady?(signal: AbortSignal): Promise<void>;
  /**
   * Returns exactly one outcome per delivery, in the same order. Throwing means that the whole call failed and says
   * nothing about single records (if something is known about some of them, return that, and `unreached` for the
   * others): `TARGET_UNAVAILABLE` and `TARGET_THROTTLED` make the lane wait and deliver the same batch again, with no
   * attempt counted; `TARGET_MISCONFIGURED` fails the lane until an operator resumes it; `TARGET_REFUSED` says that
   * some record of the batch is not accepted, and the hub delivers halves until it knows which. Anything else counts as
   * TARGET_UNAVAILABLE.
   */
  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]>;
  /**
   * Finds existing records by business key, for lanes with `match`. Returns for each value the ids of all records that
   * carry it. Absent if the target cannot search; validation refuses a `match` then. Throws like `deliver`.
   */
  match?(request: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Returns what the target holds, for `stellwerk plan --against target` and `stellwerk verify`. Writes nothing, not
   * even tables of the hub's own. One answer per thing in the same order, null for a thing that the target does not
   * hold. Absent if the target cannot be queried. Throws like `deliver`.
   */
  peek?(request: PeekRequest): Promise<readonly (HeldThing | null)[]>;
  /**
   * Returns the idempotency key of this lane's last write to each thing, null if there is none. With it a hub that died
   * after a write learns that the write took place. Null for all, or absent, if the target does not store the keys.
   * Throws like `deliver`.
   */
  lastWrites?(request: PeekRequest): Promise<readonly (string | null)[] | null>;
  /**
   * Lists the ids of all things that the target holds, for `stellwerk verify`, in an ascending order of the target's
   * own: at most `limit` ids after `after`. Fewer than `limit` ids end the list. Omits things marked as deleted. Absent
   * if the target cannot list its ids. Throws like `deliver`.
   */
  keys?(request: KeysRequest): Promise<readonly string[]>;
  /** Called once, when the lane stops permanently. */
  close?(): Promise<void>;
}
