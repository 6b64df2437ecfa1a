import type { FailureCode } from './failure-catalogue.ts';
import { failureCatalogue } from './failure-catalogue.ts';

/** The step of the record path that failed. */
export type Stage =
  'intake' | 'decode' | 'validate' | 'link' | 'map' | 'deliver' | 'settle' | 'command';

export interface FailureOptions {
  /** What failed, where and why, and what to do, in one or two sentences. No secrets, no personal data. */
  readonly message: string;
  /** Overrides the catalogue's stage, for a code that occurs at several stages. */
  readonly stage?: Stage;
  /** When the other side asks to be called again, in milliseconds from now; more than a day counts as a day. */
  readonly retryAfterMs?: number;
  /** Machine-readable facts: field, rule, status and the like. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** However long a system asks to wait: headers and clocks can be wrong, and a timer or a time in the database has limits. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * The error class of the hub. The catalogue says for each code whether waiting can help and what an operator does.
 * Connectors throw it (the whole call failed) or return it inside an outcome (one record failed).
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
    this.retryAfterMs = boundedWait(options.retryAfterMs);
    this.details = options.details ?? {};
  }

  /** Whether the same attempt can succeed later without any change. */
  get retryable(): boolean {
    return failureCatalogue[this.code].retryable;
  }

  /** Returns the same failure with another message; itself if nothing differs. */
  saying(message: string, details = this.details): Failure {
    if (message === this.message && details === this.details) return this;
    const { code, stage, retryAfterMs, cause } = this;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new Failure(code, { message, stage, details, cause, ...wait });
  }

  /**
   * Converts anything thrown to a Failure. A Failure is returned as it is, an abort becomes `CANCELLED`, everything else becomes
   * `fallback` (default `INTERNAL`) with the original as cause and its message.
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

/** Returns whole milliseconds, at most a day. */
function boundedWait(waitMs: number | undefined): number | undefined {
  return waitMs === undefined ? undefined : Math.min(Math.ceil(waitMs), LONGEST_WAIT_MS);
}
