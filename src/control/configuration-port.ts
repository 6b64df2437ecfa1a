import type { ConfigBundle, ConfigOutcome, ConfigStatus, ConfigVersion } from '../domain/index.ts';

export interface ConfigOrder {
  /** The order is refused if another version is in force; null accepts any. */
  readonly expectedVersion: number | null;
  /** Only checks and compares. */
  readonly dryRun: boolean;
  /** Allows the loss of data that the new configuration has no place for. */
  readonly allowDataLoss: boolean;
  /** The reason, for the history. */
  readonly note: string;
  readonly requestedBy: string;
}

/**
 * What the control API needs from a hub to change its configuration. `runtime` implements it. All methods throw
 * Failure: CONFIG_INVALID with every mistake; COMMAND_REJECTED if another version is in force, data would be lost, or
 * too many orders wait; NOT_FOUND for a version; TIMED_OUT if work in flight did not end; STORE_UNAVAILABLE,
 * BUS_UNAVAILABLE. A failed order changes nothing.
 */
export interface ConfigurationPort {
  /** Returns a version with its files, in which secrets are masked; null for the version in force. */
  get(version: number | null): Promise<ConfigVersion & { readonly bundle: ConfigBundle }>;
  /** Lists versions, newest first. @param before only versions before this one; null begins at the newest */
  history(limit: number, before: number | null): Promise<readonly ConfigVersion[]>;
  /**
   * Checks, compares, and changes what differs. Resolves when all of it is in force. The signal is observed until the
   * first change is made.
   */
  apply(bundle: ConfigBundle, order: ConfigOrder, signal: AbortSignal): Promise<ConfigOutcome>;
  /** Puts an earlier version in force again, otherwise like `apply`. */
  rollback(version: number, order: ConfigOrder, signal: AbortSignal): Promise<ConfigOutcome>;
  /** Answers from memory. The hub's `subscribe` reports changes. */
  status(): ConfigStatus;
}
