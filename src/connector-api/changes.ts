import type { ChangeLag, Cursor } from '../domain/index.ts';
import type { Source } from './source.ts';

/** Owner of captured changes. A source derives from it the names of what it creates in the system on the hub's behalf. */
export interface SourceOwner {
  /** The hub's namespace. Two hubs that read one system need different ones. */
  readonly namespace: string;
  readonly stream: string;
}

/**
 * A source that receives changes as they happen. Its run does not end by itself: `read` waits for the next changes, and
 * every page sets `more`. `read` returns at least once a minute, if necessary with a page without records, and at once
 * when it has reached the system, so that the hub sees that it works. Aborting the signal ends the wait.
 */
export interface ChangeSource extends Source {
  /**
   * Called for each page, in order, once its records are stored durably and its cursor is saved: the system may drop
   * everything before it. Must neither wait nor throw.
   */
  confirm(cursor: Cursor): void;
  /** Returns how far the hub is behind. Called every few seconds, even while the stream is paused. Throws like `read`. */
  lag(cursor: Cursor | null, signal: AbortSignal): Promise<ChangeLag>;
}
