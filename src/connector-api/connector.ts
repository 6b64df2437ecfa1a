import type { JsonSchema } from '../domain/index.ts';
import type { ChangeSource, SourceOwner } from './changes.ts';
import type { Emission } from './emission.ts';
import type { Source, SourceSettings } from './source.ts';
import type { Target, TargetSettings } from './target.ts';

/**
 * One configured external system, made by its kind's `open`.
 *
 * The hub opens a connector once per `connectors.<name>` entry and shares it among all streams and lanes of that system, so
 * pools, tokens and limits live here. `open` does no I/O and does not fail for an absent system; the first I/O is `check`.
 */
export interface Connector {
  /**
   * Called at start and, while the system is unavailable, again with growing waits. Resolves when the system can be reached
   * and accepts the credentials. Throw `Failure` `…_UNAVAILABLE` (the hub keeps probing) or `…_REFUSED`/`TARGET_MISCONFIGURED`
   * (the connector is shown as failed with the message). Must give up when the signal aborts.
   */
  check(signal: AbortSignal): Promise<void>;
  /** Called once per stream that reads from this system. Absent when the kind cannot be a source. No I/O here. */
  source?(settings: SourceSettings): Source;
  /**
   * Called once per stream beside `source`: its changes as they happen, where its options ask for them, else null. `source` then
   * serves those who look at what the system holds (plan, verify). Absent when the kind cannot tell changes. No I/O here.
   */
  changes?(settings: SourceSettings, owner: SourceOwner): ChangeSource | null;
  /**
   * Deletes what the system keeps for the changes of a stream that needs them no more. Nothing there is no failure. Throws as
   * `check` does.
   */
  forgetChanges?(owner: SourceOwner, signal: AbortSignal): Promise<void>;
  /** Called once per lane that writes to this system. Absent when the kind cannot be a target. No I/O here. */
  target?(settings: TargetSettings): Target;
  /** Called once, when nothing uses the connector any more. Frees sockets and files; must not wait longer than 5 s. */
  close(): Promise<void>;
}

/** What the hub hands to a connector besides its settings. */
export interface ConnectorContext {
  /** The name under `connectors:`, for messages. */
  readonly name: string;
  /** Folder of the configuration file; relative paths in settings are meant from here. */
  readonly baseDir: string;
}

/**
 * A kind of external system. Validation, documentation and masking of secrets all derive from the schemas, so describe every
 * property. `x-secret: true` on a property masks it everywhere.
 */
export interface ConnectorKind<Settings = Readonly<Record<string, unknown>>> {
  /** The word after `kind:`, lower case with dashes. */
  readonly kind: string;
  /** One sentence: what system this is and what it can do. */
  readonly summary: string;
  /** JSON Schema (type object, `additionalProperties: false`) of the keys beside `kind` under `connectors.<name>`. */
  readonly settings: JsonSchema;
  /** Properties (JSON Schema `properties` map) allowed in a stream's `from` besides the common ones; absent: not a source. */
  readonly sourceOptions?: Readonly<Record<string, JsonSchema>>;
  /** The same for an entry of `to`; absent: not a target. */
  readonly targetOptions?: Readonly<Record<string, JsonSchema>>;
  /** Names in `sourceOptions` that a stream must set. */
  readonly requiredSourceOptions?: readonly string[];
  /** Names in `targetOptions` that a lane must set. */
  readonly requiredTargetOptions?: readonly string[];
  /** Settings are validated against the schema, defaults filled in, secrets resolved, before this is called. */
  open(settings: Settings, context: ConnectorContext): Connector;
  /**
   * What a lane to this connector tells its readers, for `stellwerk docs asyncapi`. No I/O. Absent when the target is a system
   * that is written to, not one that is told.
   */
  emits?(settings: Settings, lane: TargetSettings): Emission;
}

/** Marks a value as a connector kind and checks its type. The default export of a connector module is such a call. */
export function defineConnector<Settings>(kind: ConnectorKind<Settings>): ConnectorKind<Settings> {
  return kind;
}
