import type { FailureCode } from './failure-catalogue.ts';
import type { Failure } from './failure.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** When a connector's circuit opens, and how it is probed. Durations are in milliseconds. */
export interface CircuitPolicy {
  /** This many consecutive failures of its streams and lanes, with no work delivered in between, open it. Default 3. */
  readonly failures: number;
  /** The share of outage-like answers within the window that opens it, greater than 0, at most 1. Default 0.8. */
  readonly failureRate: number;
  /** Below this number of answers within the window, the share is ignored. Default 20. */
  readonly minimumCalls: number;
  /** Default 30 s. */
  readonly windowMs: number;
  /** Waits before the probes of an open circuit. Default 1 s, doubled up to 60 s, jitter 0.2. */
  readonly probe: Omit<RetryPolicy, 'attempts'>;
}

export const defaultCircuitPolicy: CircuitPolicy = Object.freeze({
  failures: 3,
  failureRate: 0.8,
  minimumCalls: 20,
  windowMs: 30_000,
  probe: Object.freeze({ initialMs: 1_000, factor: 2, maxMs: 60_000, jitter: 0.2 }),
});

const OUTAGE: readonly FailureCode[] = ['SOURCE_UNAVAILABLE', 'TARGET_UNAVAILABLE'];
const OUTAGE_ANSWERS: readonly FailureCode[] = ['TARGET_UNAVAILABLE', 'TARGET_BUSY'];

/** Whether a failed call means that the system itself is unavailable. */
export function isOutage({ code }: Pick<Failure, 'code'>): boolean {
  return OUTAGE.includes(code);
}

/**
 * Whether the answer about one record counts towards an outage. It may concern that record alone; when nearly all answers are
 * like it, the system itself has the problem.
 */
export function isOutageLike({ code }: Pick<Failure, 'code'>): boolean {
  return OUTAGE_ANSWERS.includes(code);
}

/** The window is cut into this many slices, which bounds its memory however many answers come. */
const SLICES = 100;

interface Slice {
  readonly sinceMs: number;
  readonly failures: number;
  readonly calls: number;
}

/** Counts a connector's answers within a rolling window. One per connector, fed by all its lanes. It reads no clock itself. */
export class CircuitMeter {
  readonly #policy: CircuitPolicy;
  #slices: readonly Slice[] = [];

  constructor(policy: CircuitPolicy = defaultCircuitPolicy) {
    this.#policy = policy;
  }

  /**
   * Counts answers and returns whether they open the circuit. After it returns true it starts counting anew. A call without
   * failures never opens the circuit.
   * @param successes answers that are no failures of the system, including refusals of a record
   * @param failures answers that are outage-like (`isOutageLike`)
   * @param nowMs any clock in milliseconds; when it is set back, the newest time so far is used
   */
  add(successes: number, failures: number, nowMs: number): boolean {
    const { windowMs, minimumCalls, failureRate } = this.#policy;
    this.#slices = withAnswers(this.#slices, { successes, failures, nowMs }, windowMs);
    if (failures === 0) return false;
    const calls = sum(this.#slices.map((slice) => slice.calls));
    const failed = sum(this.#slices.map((slice) => slice.failures));
    const trips = calls >= minimumCalls && failed >= failureRate * calls;
    if (trips) this.clear();
    return trips;
  }

  /** Forgets all answers. Call it when the circuit opened for another reason. */
  clear(): void {
    this.#slices = [];
  }
}

function withAnswers(
  slices: readonly Slice[],
  answers: { readonly successes: number; readonly failures: number; readonly nowMs: number },
  windowMs: number,
): readonly Slice[] {
  const { successes, failures } = answers;
  const calls = successes + failures;
  const last = slices.at(-1);
  const nowMs = Math.max(answers.nowMs, last?.sinceMs ?? answers.nowMs);
  const recent = slices.filter(({ sinceMs }) => sinceMs > nowMs - windowMs);
  if (last === undefined || nowMs - last.sinceMs >= windowMs / SLICES) {
    return [...recent, { sinceMs: nowMs, failures, calls }];
  }
  const grown = { ...last, failures: last.failures + failures, calls: last.calls + calls };
  return [...recent.slice(0, -1), grown];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
