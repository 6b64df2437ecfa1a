import { Failure } from '../domain/index.ts';

/** Work that goes on for as long as its actor wants, but can be stopped for a moment to change what it began with. */
export class Interruptible {
  /** Stops the round of work under way; null while none is. */
  #round: { readonly interrupt: () => void; readonly ended: Promise<unknown> } | null = null;
  /** Changes still to be made before the next round begins. */
  #changes: Promise<unknown> = Promise.resolve();

  /** Works, again after each interruption, until the signal aborts or the work fails. */
  async run(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    for (;;) {
      // Looked at again after each wait, and the round begins in the same breath: a change that is ordered later finds it.
      for (let made: unknown = null; made !== this.#changes;) {
        made = this.#changes;
        await made;
      }
      signal.throwIfAborted();
      // Not by `AbortSignal.any`: its sets and weak references weigh more than one listener, and a lane at rest keeps them.
      const stop = new AbortController();
      const end = () => stop.abort(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      const running = work(stop.signal);
      this.#round = { interrupt: () => stop.abort(beginsAgain()), ended: running.catch(nothing) };
      try {
        await running;
        return;
      } catch (error) {
        // Whatever it threw then, it was told to stop, and what it did not settle comes again.
        if (!stop.signal.aborted || signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', end);
        this.#round = null;
      }
    }
  }

  /** Makes a change while no work is under way; changes are made one after the other. */
  async interrupt(change: () => Promise<void>): Promise<void> {
    const round = this.#round;
    const changed = this.#changes.then(async () => {
      round?.interrupt();
      await round?.ended;
      await change();
    });
    this.#changes = changed.catch(() => undefined); // Told to whoever asked for it.
    await changed;
  }
}

function beginsAgain(): Failure {
  return new Failure('CANCELLED', { message: 'The lane begins again.' });
}

function nothing(): void {
  // What went wrong is told to whoever runs the work.
}
