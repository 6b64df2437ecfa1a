/** Limits the bytes of bodies that are held in memory at once, over all senders: they arrive before any signature is verified. */
export class BodyRoom {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Opens the place of one body. Call its `leave` once the body is no longer held. */
  enter(): BodyPlace {
    let own = 0;
    let hasLeft = false;
    return {
      take: (bytes) => {
        // A single body has its own limit, and may be larger than the room when it is alone.
        const isFull = this.#bytes + bytes > this.#maxBytes && this.#bytes > own;
        if (isFull || hasLeft) return false;
        own += bytes;
        this.#bytes += bytes;
        return true;
      },
      leave: () => {
        hasLeft = true;
        this.#bytes -= own;
        own = 0;
      },
    };
  }
}

export interface BodyPlace {
  /** Takes room for a part of the body. @returns false when there is none */
  take(bytes: number): boolean;
  leave(): void;
}
