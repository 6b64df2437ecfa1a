import type {
  CauseGroup,
  DeadLetterFilter,
  JsonObject,
  ReplayPreview,
  ShownDeadLetter,
  View,
} from '../domain/index.ts';

/** Selects groups of failures. */
export interface CauseFilter {
  /** Only groups of these streams; null for all. */
  readonly streams: readonly string[] | null;
  /** Includes closed groups. */
  readonly withClosed: boolean;
}

/** A page of dead letters, oldest first. */
export interface DeadLetterPage {
  readonly letters: readonly ShownDeadLetter[];
  /** The next page holds letters with higher ids than this; null if there is none. */
  readonly next: string | null;
}

export interface DeadLetterReplay {
  /** Only open letters are replayed, and never letters without a lane, whose row never became a record. */
  readonly filter: DeadLetterFilter;
  /** Replaces the record's content; allowed only if the filter names exactly one id. */
  readonly document: JsonObject | null;
  /** Maximum number of records per second; null replays as fast as the target accepts them. */
  readonly perSecond: number | null;
  /**
   * Idempotency key: a repeated order is not carried out again and gets the first answer. Default: every call is
   * carried out.
   */
  readonly requestId?: string;
}

/** Where in its stream's log a lane begins again. */
export type ReplayFrom =
  | { readonly kind: 'seq'; readonly seq: number }
  | { readonly kind: 'time'; readonly atMs: number }
  | { readonly kind: 'key'; readonly key: string };

export interface LaneReplay {
  readonly lane: string;
  readonly from: ReplayFrom;
  /** Also delivers records that the hub believes the target to hold. If false, unchanged records are not sent again. */
  readonly force: boolean;
  /** As in `DeadLetterReplay`. */
  readonly requestId?: string;
}

/**
 * What the control API needs from a hub to replay and discard dead letters, replay lanes and pause keys. `runtime`
 * implements it. All methods throw Failure: NOT_FOUND for an unknown lane or id, COMMAND_REJECTED, INVALID_REQUEST,
 * STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface RecoveryPort {
  listDeadLetters(
    filter: DeadLetterFilter,
    page: { readonly limit: number; readonly after: string | null; readonly view?: View },
    signal?: AbortSignal,
  ): Promise<DeadLetterPage>;
  /** Returns the id of the newest letter of all streams; '0' if there is none. */
  newestDeadLetterId(signal?: AbortSignal): Promise<string>;
  countDeadLetters(filter: DeadLetterFilter, signal?: AbortSignal): Promise<number>;
  /** @param view what the caller may see, as for lists. Default: everything, for the hub's own use */
  getDeadLetter(id: string, view?: View, signal?: AbortSignal): Promise<ShownDeadLetter>;
  listDeadLetterGroups(
    filter: CauseFilter,
    view: View,
    signal?: AbortSignal,
  ): Promise<readonly CauseGroup[]>;
  /** Returns what replaying a letter would do. Writes nothing. @param document the edited content; null if unchanged */
  previewReplay(
    id: string,
    document: JsonObject | null,
    signal: AbortSignal,
  ): Promise<ReplayPreview>;
  /** Resolves when the replay is stored durably; it continues across restarts. @returns the number of letters being replayed */
  replayDeadLetters(replay: DeadLetterReplay, signal: AbortSignal): Promise<number>;
  /** @param requestId as in `DeadLetterReplay`. @returns the number of letters that were open and are now closed */
  discardDeadLetters(
    filter: DeadLetterFilter,
    signal: AbortSignal,
    requestId?: string,
  ): Promise<number>;
  /**
   * Moves a lane back to a position in its stream's log, or replays one key's records, without reading the source.
   * @returns the number of records that come again
   */
  replayLane(replay: LaneReplay, signal: AbortSignal): Promise<number>;
  /** Holds back the key's records in this lane, across restarts. Pausing a paused key succeeds. */
  pauseKey(lane: string, key: string, signal: AbortSignal): Promise<void>;
  /** Releases the held records in order. Resuming a key that is not paused succeeds. */
  resumeKey(lane: string, key: string, signal: AbortSignal): Promise<void>;
  pausedKeys(lane: string): Promise<readonly string[]>;
}
