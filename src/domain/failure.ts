import type { FailureCode } from './failure-catalogue.ts';
import { failureCatalogue } from './failure-catalogue.ts';

/** Where on the record path something failed. */
export type Stage =
  'intake' | 'decode' | 'validate' | 'link' | 'map' | 'deliver' | 'settle' | 'command';

export interface FailureOptions {
  /** What failed, where and why, and what to do, in a sentence or two. No secrets, no personal data. */
  readonly message: string;
  /** Overrides the catalogue's stage where one code can occur at several. */
  readonly stage?: Stage;
  /** The other side's own wish for the next attempt, milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Facts for machines: field, rule, status and the like. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error of the hub. Its code decides its fate: the catalogue says whether waiting can help and what an operator does.
 * Connectors throw it (the whole call is broken) or return it inside an outcome (this one record failed).
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly stage: Stage;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FailureCode, options: FailureOptions) {
    super(options.message, { cause: options.cause });
    this.code = code;
    this.stage = options.stage ?? failureCatalogue[code].stage;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? {};
  }

  /** Whether the same attempt can succeed later without anybody changing anything. */
  get retryable(): boolean {
    return failureCatalogue[this.code].retryable;
  }

  /**
   * Makes a Failure of anything thrown: a Failure stays itself; an abort becomes `CANCELLED`; everything else becomes
   * `fallback` (default `INTERNAL`) with the original as cause and its message kept.
   */
  static from(thrown: unknown, fallback: FailureCode = 'INTERNAL', stage?: Stage): Failure {
    if (thrown instanceof Failure) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const aborted = thrown instanceof Error && thrown.name === 'AbortError';
    return new Failure(aborted ? 'CANCELLED' : fallback, {
      message,
      cause: thrown,
      ...(stage ? { stage } : {}),
    });
  }
}
