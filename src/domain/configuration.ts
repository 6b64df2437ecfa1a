import type { StandingKind } from './command.ts';
import type { Difference } from './dead-letter.ts';

/** A configuration with the files that it names, as it is sent and stored. References to secrets are not resolved. */
export interface ConfigBundle {
  /** The name of the main file. */
  readonly main: string;
  /** File contents by path, relative to a common folder, with `/` as separator. */
  readonly files: Readonly<Record<string, string>>;
}

/** A version of the configuration: when it took effect, who applied it, and why. */
export interface ConfigVersion {
  /** Counted from 1, without gaps. */
  readonly version: number;
  /** SHA-256 of all files. */
  readonly hash: string;
  readonly appliedAtMs: number;
  readonly appliedBy: string;
  /** Empty when none was given. */
  readonly note: string;
}

const NAME_DIGITS = 12;

/** Returns a short name for a version's content: the first digits of its hash. Versions with one name hold the same files. */
export function contentName({ hash }: Pick<ConfigVersion, 'hash'>): string {
  return hash.slice(0, NAME_DIGITS);
}

/** How a new configuration changes one connector, stream or lane. */
export interface ConfigChange {
  readonly kind: StandingKind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Settings as in the file; secrets are `***` on both sides, and a file is shown as the digest of its content. */
  readonly fields: readonly Difference[];
}

/** The result of applying a configuration, or of a dry run. */
export interface ConfigOutcome {
  /** The version in effect afterwards. */
  readonly version: number;
  /** False for a dry run, and when there was nothing to change. */
  readonly applied: boolean;
  /** Connectors first, then streams and lanes; whatever is not listed continues unchanged. */
  readonly changes: readonly ConfigChange[];
  /** What is permanently lost by it, one sentence each. */
  readonly losses: readonly string[];
}

/** The version in effect, and the change in progress. */
export interface ConfigStatus {
  readonly name: 'configuration';
  /** 0 before the first version is recorded. */
  readonly version: number;
  /** The current step of a change in progress, such as `waits until work in flight has settled`; null when there is none. */
  readonly doing: string | null;
}
