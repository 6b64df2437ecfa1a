import type { Priority } from './priority.ts';
import { WaitingLine } from './waiting-line.ts';

/** A semaphore: a limited number of places, such as connections. Callers that find none free wait in a line by priority. */
export class Places {
  #free: number;
  readonly #maxWaitMs: number;
  readonly #line = new WaitingLine<() => void>();

  /** @param maxWaitMs how long to wait for a place before giving up */
  constructor(count: number, maxWaitMs: number) {
    this.#free = count;
    this.#maxWaitMs = maxWaitMs;
  }

  /** The number of callers that wait for a place. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Waits for a place. @returns a function that releases it, to be called once
   * @throws Error when none became free in time, or the signal's reason when it aborts first; in both cases no place was taken
   */
  async take(priority: Priority, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#called(priority, signal);
    return () => this.#giveBack();
  }

  #called(priority: Priority, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (reason: Error): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#line.leave(enter);
        reject(reason);
      };
      const enter = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = () => leave(signal?.reason as Error);
      const late = () => leave(new Error(`no place became free within ${this.#maxWaitMs} ms`));
      const timer = setTimeout(late, this.#maxWaitMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#line.join(enter, priority);
    });
  }

  /** Passes the place to the next waiter: it is never free while somebody waits. */
  #giveBack(): void {
    const enter = this.#line.next();
    if (enter) enter();
    else this.#free++;
  }
}
