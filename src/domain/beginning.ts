import { Failure } from './failure.ts';

/** A start lasts seconds at most. */
const ASK_AGAIN_MS = 1_000;

/** Tells the servers of a hub when its work has begun. Their ports are bound before, so that a port in use ends the start. */
export class Beginning {
  readonly #begun = Promise.withResolvers<void>();
  #hasBegun = false;

  /** Resolves when the work has begun. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
    this.#begun.resolve();
  }

  /** @throws Failure STARTING */
  requireBegun(): void {
    if (this.#hasBegun) return;
    throw new Failure('STARTING', {
      message: 'The hub is starting; nothing of this call was carried out.',
      retryAfterMs: ASK_AGAIN_MS,
    });
  }

  /** For servers that have nothing to wait for. */
  static over(): Beginning {
    const beginning = new Beginning();
    beginning.begin();
    return beginning;
  }
}
