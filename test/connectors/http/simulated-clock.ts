import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../src/connectors/http/budget.ts';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock whose time passes only when a test says so, timer by timer. */
export class SimulatedClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  soon(callback: () => void): void {
    this.after(0, callback);
  }

  /** Lets this much time pass and runs everything that becomes due, in order. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await turn();
    for (let timer = this.#first(); timer && timer.atMs <= untilMs; timer = this.#first()) {
      this.#nowMs = timer.atMs;
      this.#timers.delete(timer);
      timer.callback();
      await turn();
    }
    this.#nowMs = untilMs;
  }

  #first(): Timer | undefined {
    return [...this.#timers].sort((one, other) => one.atMs - other.atMs)[0];
  }
}
