import { Failure } from '../domain/index.ts';

/** Work that runs as long as its actor wants, but can be stopped for a moment to change the state it starts from. */
export class Interruptible {
  /** Stops the current round of work; null when none is running. */
  #round: { readonly interrupt: () => void; readonly ended: Promise<unknown> } | null = null;
  /** Changes to make before the next round begins. */
  #changes: Promise<unknown> = Promise.resolve();

  /** Works, again after each interruption, until the signal aborts or the work fails. */
  async run(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    for (;;) {
      // Checked again after each wait; the round begins without a further await, so a change ordered later finds it.
      for (let made: unknown = null; made !== this.#changes;) {
        made = this.#changes;
        await made;
      }
      signal.throwIfAborted();
      // Not `AbortSignal.any`: its sets and weak references weigh more than one listener, and a lane at rest keeps
      // them.
      const stop = new AbortController();
      const end = () => stop.abort(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      const running = work(stop.signal);
      this.#round = { interrupt: () => stop.abort(beginsAgain()), ended: running.catch(nothing) };
      try {
        await running;
        return;
      } catch (error) {
        // Any error is expected after an interruption; unsettled work comes again.
        if (!stop.signal.aborted || signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', end);
        this.#round = null;
      }
    }
  }

  /** Makes a change while no work is running; changes are made one at a time. */
  async interrupt(change: () => Promise<void>): Promise<void> {
    const round = this.#round;
    const changed = this.#changes.then(async () => {
      round?.interrupt();
      await round?.ended;
      await change();
    });
    this.#changes = changed.catch(() => undefined); // The caller gets the failure.
    await changed;
  }
}

function beginsAgain(): Failure {
  return new Failure('CANCELLED', { message: 'The lane restarts.' });
}

function nothing(): void {
  // The caller of `run` gets the failure.
}
