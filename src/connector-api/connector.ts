import type { Failure, JsonSchema } from '../domain/index.ts';
import type { ChangeSource, SourceOwner } from './changes.ts';
import type { Emission } from './emission.ts';
import type { KnownKeys } from './known-keys.ts';
import type { Source, SourceSettings } from './source.ts';
import type { Target, TargetSettings } from './target.ts';

/**
 * One configured external system, created by its kind's `open`.
 *
 * The hub opens a connector once per `connectors.<name>` entry and shares it among all streams and lanes of that
 * system, so pools, tokens and limits live here. `open` does no I/O and does not fail if the system is unavailable; the
 * first I/O is `check`.
 */
export interface Connector {
  /**
   * Called at the start and, while the system is unavailable, again with increasing waits. Resolves when the system can
   * be reached and accepts the credentials. Throw `Failure` `…_UNAVAILABLE` (the hub keeps probing) or
   * `…_REFUSED`/`TARGET_MISCONFIGURED` (the connector is shown as failed with the message). Must give up when the
   * signal aborts.
   */
  check(signal: AbortSignal): Promise<void>;
  /** Called once per stream that reads from this system. Absent if the kind cannot be a source. Must not do I/O. */
  source?(settings: SourceSettings): Source;
  /**
   * Called once per stream, in addition to `source`. Returns a source of changes as they happen if the stream's options
   * ask for it, otherwise null. `source` then serves plan and verify, which look at what the system holds. Absent if
   * the kind cannot capture changes. `known` stays valid until the source is closed. Must not do I/O.
   */
  changes?(settings: SourceSettings, owner: SourceOwner, known: KnownKeys): ChangeSource | null;
  /**
   * Deletes what the system keeps to capture changes for a stream that no longer needs it. Succeeds if there is nothing
   * to delete. Throws like `check`.
   */
  forgetChanges?(owner: SourceOwner, signal: AbortSignal): Promise<void>;
  /** Called once per lane that writes to this system. Absent if the kind cannot be a target. Must not do I/O. */
  target?(settings: TargetSettings): Target;
  /** Called once, when nothing uses the connector any more. Frees sockets and files; must not take longer than 5 s. */
  close(): Promise<void>;
}

/** What the hub passes to a connector besides its settings. */
export interface ConnectorContext {
  /** The name under `connectors:`, for messages. */
  readonly name: string;
  /** Folder of the configuration file. Relative paths in settings are resolved against it. */
  readonly baseDir: string;
  /**
   * Reports a failure outside of any call, such as one of a timer. The hub holds the streams and lanes of the system,
   * shows the failure, and calls `check` with increasing waits until it succeeds; so `check` must fail as long as the
   * cause lasts. May be called again meanwhile. Anything but a `Failure` counts as INTERNAL. Absent: nobody is to be told.
   */
  readonly report?: (failure: Failure) => void;
}

/**
 * A kind of external system. Validation, documentation and masking of secrets derive from the schemas, so describe
 * every property. `x-secret: true` on a property masks it everywhere.
 */
export interface ConnectorKind<Settings = Readonly<Record<string, unknown>>> {
  /** The word after `kind:`, lower case with dashes. */
  readonly kind: string;
  /** One sentence: what the system is and what it can do. */
  readonly summary: string;
  /** JSON Schema (type object, `additionalProperties: false`) of the keys under `connectors.<name>` other than `kind`. */
  readonly settings: JsonSchema;
  /**
   * Properties (JSON Schema `properties` map) allowed in a stream's `from` besides the common ones. Absent if not a
   * source.
   */
  readonly sourceOptions?: Readonly<Record<string, JsonSchema>>;
  /** The same for an entry of `to`. Absent if not a target. */
  readonly targetOptions?: Readonly<Record<string, JsonSchema>>;
  /** Names in `sourceOptions` that a stream must set. */
  readonly requiredSourceOptions?: readonly string[];
  /** Names in `targetOptions` that a lane must set. */
  readonly requiredTargetOptions?: readonly string[];
  /**
   * Creates a connector. The settings are already validated against the schema, with defaults filled in and secrets
   * resolved.
   */
  open(settings: Settings, context: ConnectorContext): Connector;
  /**
   * Describes the messages that a lane to this connector sends, for `stellwerk docs asyncapi`. Must not do I/O. Absent
   * if the target is written to rather than notified.
   */
  emits?(settings: Settings, lane: TargetSettings): Emission;
}

/** Marks a value as a connector kind and checks its type. A connector module exports the result as its default. */
export function defineConnector<Settings>(kind: ConnectorKind<Settings>): ConnectorKind<Settings> {
  return kind;
}
