import type {
  CauseGroup,
  DeadLetter,
  DeadLetterFilter,
  JsonObject,
  ReplayPreview,
  View,
} from '../domain/index.ts';

/** Which groups of failures are wanted. */
export interface CauseFilter {
  /** Only of these; null: all. */
  readonly streams: readonly string[] | null;
  /** Also those that are over. */
  readonly withClosed: boolean;
}

/** A page of dead letters, oldest first. */
export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  /** The id behind which the next page begins; null when there is none. */
  readonly next: string | null;
}

export interface DeadLetterReplay {
  /** Only open ones are replayed; letters without a lane never are, since the row never became a record. */
  readonly filter: DeadLetterFilter;
  /** Replaces the record's content; only where the filter names exactly one id. */
  readonly document: JsonObject | null;
  /** Records a second at most; null replays as fast as the target takes them. */
  readonly perSecond: number | null;
  /** Names the order: a repeat is carried out once and gets the first answer. Default: every call is an order of its own. */
  readonly requestId?: string;
}

/** Where in its stream's log a lane is to begin again. */
export type ReplayFrom =
  | { readonly kind: 'seq'; readonly seq: number }
  | { readonly kind: 'time'; readonly atMs: number }
  | { readonly kind: 'key'; readonly key: string };

export interface LaneReplay {
  readonly lane: string;
  readonly from: ReplayFrom;
  /** Delivers also what the hub believes the target to hold. Default false: what is unchanged is not sent again. */
  readonly force: boolean;
  /** As in `DeadLetterReplay`. */
  readonly requestId?: string;
}

/**
 * What the control API needs of a hub to bring records back on their way. `runtime` implements it. All throw Failure:
 * NOT_FOUND for a lane or id that is not there, COMMAND_REJECTED, INVALID_REQUEST, STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface RecoveryPort {
  listDeadLetters(
    filter: DeadLetterFilter,
    page: { readonly limit: number; readonly after: string | null; readonly view?: View },
    signal?: AbortSignal,
  ): Promise<DeadLetterPage>;
  countDeadLetters(filter: DeadLetterFilter, signal?: AbortSignal): Promise<number>;
  /** @param view default: everything, for the hub's own use; as for lists */
  getDeadLetter(id: string, view?: View, signal?: AbortSignal): Promise<DeadLetter>;
  listDeadLetterGroups(
    filter: CauseFilter,
    view: View,
    signal?: AbortSignal,
  ): Promise<readonly CauseGroup[]>;
  /** What replaying one would do; writes nothing. @param document the edited content, null for as it is */
  previewReplay(
    id: string,
    document: JsonObject | null,
    signal: AbortSignal,
  ): Promise<ReplayPreview>;
  /** Resolves when the replay is ordered durably; it goes on across restarts. @returns how many are replayed */
  replayDeadLetters(replay: DeadLetterReplay, signal: AbortSignal): Promise<number>;
  /** @param requestId as in `DeadLetterReplay`. @returns how many were open and are closed now */
  discardDeadLetters(
    filter: DeadLetterFilter,
    signal: AbortSignal,
    requestId?: string,
  ): Promise<number>;
  /** Brings a lane back to a place in its stream's log, or one key's records; the source is not asked. @returns records */
  replayLane(replay: LaneReplay, signal: AbortSignal): Promise<number>;
  /** From now on the key's records wait in this lane, across restarts. Pausing what is paused succeeds. */
  pauseKey(lane: string, key: string, signal: AbortSignal): Promise<void>;
  /** What waited goes on in order. Resuming what is not paused succeeds. */
  resumeKey(lane: string, key: string, signal: AbortSignal): Promise<void>;
  pausedKeys(lane: string): Promise<readonly string[]>;
}
