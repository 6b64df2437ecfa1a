import type { Priority } from '../../connector-api/index.ts';
import { isMoreUrgent, WaitingLine } from '../../connector-api/index.ts';
import type { BudgetLimits } from './allowance.ts';
import { Allowance } from './allowance.ts';
import type { Pace } from './throttling.ts';

export interface Clock {
  /** Monotonic time in milliseconds. */
  now(): number;
  /** Calls back once after `ms`. @returns a function that cancels it */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once, after everything that is ready now has run. */
  soon(callback: () => void): void;
}

/** The answer to a request for a turn. */
export type Turn =
  | {
      readonly kind: 'granted';
      /** Must be called exactly once, when the request has ended, with what its answer said about the pace. */
      readonly end: (pace: Pace) => void;
    }
  /** The system wants no requests for longer than the caller is willing to wait. */
  | { readonly kind: 'refused'; readonly retryAfterMs: number };

interface Waiter {
  readonly priority: Priority;
  readonly patienceMs: number;
  readonly answer: (turn: Turn) => void;
}

const realClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  soon: (callback) => void setImmediate(callback),
};

/**
 * The request budget of one account of a system, shared by everything that uses it: all streams, lanes, checks and look-ups of one
 * connector. Requests begin as soon as the allowance permits, more urgent ones first and equal ones in order of arrival; see
 * `WaitingLine`. The line is as long as its callers make it: each holds a place only while it waits for its own request.
 *
 * No library does this: `p-queue` can neither change its rate while running nor pause until a given time, and `bottleneck` is no
 * longer maintained.
 */
export class Budget {
  readonly #allowance: Allowance;
  readonly #clock: Clock;
  readonly #line = new WaitingLine<Waiter>();
  #cancelTimer: (() => void) | null = null;

  constructor(limits: BudgetLimits, clock: Clock = realClock) {
    this.#allowance = new Allowance(limits, clock.now());
    this.#clock = clock;
  }

  /**
   * Waits for a turn.
   * @param patienceMs how long a pause that the system asked for may still last; waiting for the rate or for other callers does
   * not count
   * @throws the signal's reason when it aborts first; then no place was taken
   */
  async turn(
    patienceMs: number,
    signal: AbortSignal,
    priority: Priority = 'normal',
  ): Promise<Turn> {
    signal.throwIfAborted();
    const blockedMs = this.#allowance.blockedMs(this.#clock.now());
    if (blockedMs > patienceMs) return { kind: 'refused', retryAfterMs: blockedMs };
    const nobodyWaits = this.#line.size === 0;
    if (nobodyWaits && this.#allowance.waitMs(this.#clock.now()) <= 0) return this.#grant(priority);
    return new Promise<Turn>((resolve, reject) => {
      const giveUp = (): void => {
        this.#line.leave(waiter);
        if (this.#line.size === 0) this.#stopTimer();
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        patienceMs,
        priority,
        answer: (turn) => {
          signal.removeEventListener('abort', giveUp);
          resolve(turn);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#line.join(waiter, priority);
      // Otherwise the first in line already waits for a timer or for a request to end.
      if (nobodyWaits) this.#callNext();
    });
  }

  #grant(priority: Priority): Turn {
    const begunAtMs = this.#clock.now();
    this.#allowance.begin();
    return {
      kind: 'granted',
      end: (pace) => {
        this.#allowance.end(pace, begunAtMs, this.#clock.now());
        this.#dismissImpatient();
        this.#callBehind(priority);
      },
    };
  }

  /**
   * Lets a caller whose request has just ended ask for its next turn first: it often does so in the same tick. If a less urgent
   * caller were called immediately, it would get every second turn.
   */
  #callBehind(ended: Priority): void {
    const { mostUrgent } = this.#line;
    if (mostUrgent !== undefined && isMoreUrgent(ended, mostUrgent))
      this.#clock.soon(() => this.#callNext());
    else this.#callNext();
  }

  #dismissImpatient(): void {
    const retryAfterMs = this.#allowance.blockedMs(this.#clock.now());
    if (retryAfterMs === 0) return;
    for (const waiter of this.#line.dismiss(({ patienceMs }) => patienceMs < retryAfterMs))
      waiter.answer({ kind: 'refused', retryAfterMs });
  }

  #callNext(): void {
    this.#stopTimer();
    while (this.#line.size > 0) {
      const waitMs = this.#allowance.waitMs(this.#clock.now());
      if (waitMs > 0) {
        // Infinity: the request that ends next calls the next waiter.
        if (Number.isFinite(waitMs)) this.#startTimer(waitMs);
        return;
      }
      const waiter = this.#line.next();
      waiter?.answer(this.#grant(waiter.priority));
    }
  }

  #startTimer(waitMs: number): void {
    // Rounded up, because a timer that fires early would only be set again.
    this.#cancelTimer = this.#clock.after(Math.ceil(waitMs), () => {
      this.#cancelTimer = null;
      this.#callNext();
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}
