import { Failure } from '../../connector-api/index.ts';

/** Gateways that waited for too long answer with these; 524 is Cloudflare's. */
const GATEWAY_TIMEOUT: ReadonlySet<unknown> = new Set([504, 524]);

/**
 * How many records a target sends in one request: half as many after one that was not answered in time, and one more after each that
 * was. A system that needs longer for a whole batch than anybody waits would get the same batch for ever, and never finish it.
 */
export class BatchSize {
  readonly #largest: number;
  #now: number;

  constructor(largest: number) {
    this.#largest = largest;
    this.#now = largest;
  }

  get now(): number {
    return this.#now;
  }

  /** Sends a part of at most `now` records. @throws what `send` throws */
  async learn(part: { readonly length: number }, send: () => Promise<void>): Promise<void> {
    try {
      await send();
      if (part.length >= this.#now) this.#now = Math.min(this.#largest, this.#now + 1);
    } catch (error) {
      // Several parts of one size may be late at once.
      if (isLate(error)) this.#now = Math.min(this.#now, Math.ceil(part.length / 2));
      throw error;
    }
  }
}

function isLate(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  return error.details.timedOut === true || GATEWAY_TIMEOUT.has(error.details.status);
}
