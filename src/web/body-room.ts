/** The part of the room that one sender may take: others must find some however many connections it keeps open. */
const SHARES = 4;

interface Held {
  bodies: number;
  bytes: number;
}

/**
 * Limits how many bodies are held in memory at once, and their bytes, over all senders and for each: they arrive before any
 * signature is verified.
 */
export class BodyRoom {
  readonly #most: Readonly<Held>;
  readonly #all: Held = { bodies: 0, bytes: 0 };
  readonly #bySender = new Map<string, Held>();

  constructor(most: Readonly<Held>) {
    this.#most = most;
  }

  /** Opens the place of one body; null when there is none. Call its `leave` once the body is no longer held. */
  enter(sender: string): BodyPlace | null {
    const { bodies, bytes: maxBytes } = this.#most;
    const all = this.#all;
    const theirs = this.#bySender.get(sender) ?? { bodies: 0, bytes: 0 };
    if (all.bodies >= bodies || theirs.bodies >= bodies / SHARES) return null;
    this.#bySender.set(sender, theirs);
    const levels = [
      { held: all, most: maxBytes },
      { held: theirs, most: maxBytes / SHARES },
    ];
    let own = 0;
    let hasLeft = false;
    for (const { held } of levels) held.bodies++;
    return {
      take: (bytes) => {
        // A single body has its own limit, and may be larger than the room when it is alone.
        const isFull = levels.some(
          ({ held, most }) => held.bytes + bytes > most && held.bytes > own,
        );
        if (isFull || hasLeft) return false;
        own += bytes;
        for (const { held } of levels) held.bytes += bytes;
        return true;
      },
      leave: () => {
        hasLeft = true;
        for (const { held } of levels) {
          held.bodies--;
          held.bytes -= own;
        }
        if (theirs.bodies === 0) this.#bySender.delete(sender);
      },
    };
  }
}

export interface BodyPlace {
  /** Takes room for a part of the body. @returns false when there is none */
  take(bytes: number): boolean;
  /** Call this once. */
  leave(): void;
}
