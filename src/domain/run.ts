import type { Cursor } from './cursor.ts';
import type { RunStatus } from './status.ts';

/** `poll`: the source was read. `import`: a bulk import. `replay`: a lane took history from the log again. */
export type RunKind = 'poll' | 'import' | 'replay';

/** `cancelled`: somebody stopped it, or the hub ended before it did. */
export type RunOutcome = 'running' | 'succeeded' | 'failed' | 'cancelled';

/** One poll, import or replay, as stored. A replay reads nothing; its `stored` counts the records that came again. */
export interface Run extends RunStatus {
  /** Decimal digits, ascending. */
  readonly id: string;
  readonly stream: string;
  /** The lane of a replay; null otherwise. */
  readonly lane: string | null;
  readonly kind: RunKind;
  readonly outcome: RunOutcome;
  /** Null for a run without error. Unknown codes of a newer hub are passed through. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Null at the source's beginning, and in lists. */
  readonly cursorBefore: Cursor | null;
  /** Null while the run is in progress, for a replay, and in lists. */
  readonly cursorAfter: Cursor | null;
}

/** Selects runs. An absent field matches any; all given fields must match. */
export interface RunFilter {
  readonly stream?: string;
  readonly kind?: RunKind;
  readonly outcomes?: readonly RunOutcome[];
  /** Started at or after this time, in milliseconds since the Unix epoch. */
  readonly fromMs?: number;
  /** Started before this time. */
  readonly untilMs?: number;
}
