import type { ConfigBundle, ConfigOutcome, ConfigStatus, ConfigVersion } from '../domain/index.ts';

export interface ConfigOrder {
  /** Refused when another version is in force; null takes any. */
  readonly expectedVersion: number | null;
  /** Checks and compares only. */
  readonly dryRun: boolean;
  /** Lets data go that the new configuration has no place for. */
  readonly allowDataLoss: boolean;
  /** Why, for the history. */
  readonly note: string;
  readonly requestedBy: string;
}

/**
 * What the control API needs of a hub to change its configuration. `runtime` implements it. All throw Failure: CONFIG_INVALID with
 * every mistake; COMMAND_REJECTED for another version in force, data that would be lost, too many orders that wait; NOT_FOUND for a
 * version; TIMED_OUT when work in flight did not end; STORE_UNAVAILABLE, BUS_UNAVAILABLE. What fails has changed nothing.
 */
export interface ConfigurationPort {
  /** A version with its files, secrets that stand in them masked; null for the one in force. */
  get(version: number | null): Promise<ConfigVersion & { readonly bundle: ConfigBundle }>;
  /** Newest first. @param before the version before which the page begins; null begins at the newest */
  history(limit: number, before: number | null): Promise<readonly ConfigVersion[]>;
  /**
   * Checks, compares, and changes what differs; resolves when all of it is in force. The signal is heeded until the first change
   * is made.
   */
  apply(bundle: ConfigBundle, order: ConfigOrder, signal: AbortSignal): Promise<ConfigOutcome>;
  /** The same with an earlier version. */
  rollback(version: number, order: ConfigOrder, signal: AbortSignal): Promise<ConfigOutcome>;
  /** Answers from memory. `subscribe` of the hub tells of changes. */
  status(): ConfigStatus;
}
