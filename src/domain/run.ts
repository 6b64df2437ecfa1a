import type { Cursor } from './cursor.ts';
import type { RunStatus } from './status.ts';

/** `poll`: the source was read. `import`: a bulk import. `replay`: a lane took history from the log again. */
export type RunKind = 'poll' | 'import' | 'replay';

/** `cancelled`: somebody stopped it, or the hub did not live to its end. */
export type RunOutcome = 'running' | 'succeeded' | 'failed' | 'cancelled';

/** One poll, import or replay, as it is kept. A replay reads nothing: `stored` counts what came again. */
export interface Run extends RunStatus {
  /** Decimal digits, rising. */
  readonly id: string;
  readonly stream: string;
  /** The lane of a replay; else null. */
  readonly lane: string | null;
  readonly kind: RunKind;
  readonly outcome: RunOutcome;
  /** Null for a run that went through. Codes of a newer hub pass as they are. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Null at the source's beginning, and in lists. */
  readonly cursorBefore: Cursor | null;
  /** Null while it is under way, for a replay, and in lists. */
  readonly cursorAfter: Cursor | null;
}

/** Which runs are meant. Absent means any; all that is given must hold. */
export interface RunFilter {
  readonly stream?: string;
  readonly kind?: RunKind;
  readonly outcomes?: readonly RunOutcome[];
  /** Begun at or after, milliseconds since the Unix epoch. */
  readonly fromMs?: number;
  /** Begun before. */
  readonly untilMs?: number;
}
