import type { Connector, JsonObject, SourceSettings, Version } from '../connector-api/index.ts';

/** The connector to test, and the system behind it: a real one, an imitation, or a test account. */
export interface Subject {
  /** Opens the connector as the hub does after a restart. Called several times; what is opened is closed again. */
  open(): Connector;
  /** Absent: what the connector does without its system is not tested. */
  readonly faults?: Faults;
  /** Absent: not tested as a source. */
  readonly source?: SourceSubject;
  /** Absent: not tested as a target. */
  readonly target?: TargetSubject;
}

/** Faults that the test can cause in the system. */
export interface Faults {
  /** From now on the system refuses connections, or answers that it is out of service. */
  away(): Promise<void>;
  /** From now on the system takes requests and never answers. Absent: that is not tested. */
  silent?(): Promise<void>;
  /** From now on the system does what it is asked, but its answers are lost. Absent: that is not tested. */
  unanswered?(): Promise<void>;
  /** Ends the fault. Called after each of them, also when the check failed. */
  back(): Promise<void>;
}

export interface SourceSubject {
  readonly settings: SourceSettings;
  /** Absent: nothing is written to the system, and the checks use what it holds. */
  readonly writes?: SourceWrites;
}

/** Changes that the test makes in the system that the source reads. */
export interface SourceWrites {
  /** Creates or replaces these things at once. They can be read when it resolves. */
  put(rows: readonly SourceRow[]): Promise<void>;
  /** Deletes these things. Absent: the source does not report deletions. */
  readonly remove?: (keys: readonly string[]) => Promise<void>;
}

/** One thing to write to the system. */
export interface SourceRow {
  /** Lower-case letters, digits and dashes. */
  readonly key: string;
  /** Part of the content: one thing's states 1, 2, 3 must differ. */
  readonly state: number;
  /** The version to give it; see `formatVersion` for the timestamp. Ignored by systems that number changes themselves. */
  readonly version: Version;
}

export interface TargetSubject {
  /** The entity's name in the system. */
  readonly entity: string;
  /** The kind's own options; default: none. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The content of a thing in the target's terms. Must differ for one thing's states 1, 2, 3. */
  document(key: string, state: number): JsonObject;
  /** A field of these documents by which `match` can find the thing. Absent: `match` is not tested. */
  readonly matchField?: string;
  /** A content that the system does not accept. Absent: refusals are not tested. */
  readonly refused?: (key: string) => JsonObject;
  /**
   * All changes that took effect in the system, in order; for a receiver that may be told twice, those that its way of
   * dropping repeats lets through. Absent: the checks ask `peek` and `keys`, which cannot show a second write of the same
   * content.
   */
  effects?(): Promise<readonly Effect[]>;
}

/** A change that took effect in the system. */
export interface Effect {
  readonly key: string;
  /** The `state` of the document that was written, or `gone` if the thing was deleted. */
  readonly state: number | 'gone';
}
