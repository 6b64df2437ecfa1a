import type {
  ConflictPage,
  RecordQuestion,
  Run,
  RunFilter,
  Story,
  StoryQuestion,
  View,
  Whereabouts,
} from '../domain/index.ts';

/** A page of runs, newest first. */
export interface RunPage {
  readonly runs: readonly Run[];
  /** The next page holds runs with lower ids than this; null if there is none. */
  readonly next: string | null;
}

/**
 * What the control API needs from a hub to report runs and conflicts, and to locate things. `runtime` implements it.
 * All methods throw Failure: NOT_FOUND, STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface HistoryPort {
  listRuns(
    filter: RunFilter,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<RunPage>;
  getRun(id: string): Promise<Run>;
  /** Lists the conflicts of one flow, or of all (null). */
  listConflicts(
    flow: string | null,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<ConflictPage>;
  /** Returns the things with an id, at most twenty, and whether there are more. */
  lookUp(
    question: RecordQuestion,
    view: View,
    signal: AbortSignal,
  ): Promise<{ readonly things: readonly Whereabouts[]; readonly more: boolean }>;
  /**
   * As `lookUp`, with the history of each thing. A text may be an id from any system, `connector/entity/id` or a master
   * key.
   */
  story(
    question: StoryQuestion,
    view: View,
    signal: AbortSignal,
  ): Promise<{ readonly stories: readonly Story[]; readonly more: boolean }>;
}
