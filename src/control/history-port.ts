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
  /** The id in front of which the next page begins; null when there is none. */
  readonly next: string | null;
}

/**
 * What the control API needs of a hub to tell what was, and where things are. `runtime` implements it. All throw Failure:
 * NOT_FOUND, STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface HistoryPort {
  listRuns(
    filter: RunFilter,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<RunPage>;
  getRun(id: string): Promise<Run>;
  /** Of one flow, or of all (null). */
  listConflicts(
    flow: string | null,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<ConflictPage>;
  /** The things of that id, at most twenty, and whether there are more. */
  lookUp(
    question: RecordQuestion,
    view: View,
    signal: AbortSignal,
  ): Promise<{ readonly things: readonly Whereabouts[]; readonly more: boolean }>;
  /** The same with the story of each. A text may be an id of any system, `connector/entity/id` or a master key. */
  story(
    question: StoryQuestion,
    view: View,
    signal: AbortSignal,
  ): Promise<{ readonly stories: readonly Story[]; readonly more: boolean }>;
}
