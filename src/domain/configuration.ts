import type { StandingKind } from './command.ts';
import type { Difference } from './dead-letter.ts';

/** A configuration with the files that it names, as it travels and as it is kept. References to secrets stand unresolved. */
export interface ConfigBundle {
  /** The name of the configuration itself. */
  readonly main: string;
  /** Contents by name, relative to a common folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A version of the configuration: when it took effect, by whom, and why. */
export interface ConfigVersion {
  /** Counted from 1, without gaps. */
  readonly version: number;
  /** SHA-256 of all files. */
  readonly hash: string;
  readonly appliedAtMs: number;
  readonly appliedBy: string;
  /** Empty for none. */
  readonly note: string;
}

const NAME_DIGITS = 12;

/** Names the content of a version for people: the first digits of its hash. Versions of one name hold the same files. */
export function contentName({ hash }: Pick<ConfigVersion, 'hash'>): string {
  return hash.slice(0, NAME_DIGITS);
}

/** What a new configuration does to one connector, stream or lane. */
export interface ConfigChange {
  readonly kind: StandingKind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Settings, as in the file; secrets are `***` on both sides, a file stands with the digest of its content. */
  readonly fields: readonly Difference[];
}

/** What an order to apply a configuration came to, or would come to. */
export interface ConfigOutcome {
  /** The version in force afterwards. */
  readonly version: number;
  /** False for a dry run, and when there was nothing to change. */
  readonly applied: boolean;
  /** Connectors first, then streams and lanes; what is not named stays and goes on. */
  readonly changes: readonly ConfigChange[];
  /** What is lost by it for good, a sentence each. */
  readonly losses: readonly string[];
}

/** What is in force, and what is being done about it. */
export interface ConfigStatus {
  readonly name: 'configuration';
  /** 0 before the first is recorded. */
  readonly version: number;
  /** What an order under way does now, as `waits until work in flight has settled`; null when none is. */
  readonly doing: string | null;
}
