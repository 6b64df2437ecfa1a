import type { ChangeLag, Cursor } from '../domain/index.ts';
import type { Source } from './source.ts';

/** Whose changes they are: by it a source names what it keeps in the system on the hub's behalf. */
export interface SourceOwner {
  /** The hub's. Two hubs that read one system need different ones. */
  readonly namespace: string;
  readonly stream: string;
}

/**
 * A source that is told of changes as they happen. Its run does not end by itself: `read` waits for the next changes, and every
 * page says that there is `more`. At least once a minute it returns, if need be a page without records, and at once when it
 * has reached the system: by that the hub sees that it works. Aborting the signal ends the waiting.
 */
export interface ChangeSource extends Source {
  /**
   * Told for each page, in order, once it is stored durably and its cursor saved: the system need not keep what came before. Must
   * neither wait nor throw.
   */
  confirm(cursor: Cursor): void;
  /** How far the hub is behind, asked every few seconds, also while the stream is paused. Throws as `read` does. */
  lag(cursor: Cursor | null, signal: AbortSignal): Promise<ChangeLag>;
}
