/** The part of the room that one sender may take: others must find some however many connections it keeps open. */
const SHARES = 4;

interface Held {
  calls: number;
  bytes: number;
}

/**
 * Limits how many calls that have proven nothing yet are held at once, and the bytes of their bodies in memory, over all senders
 * and for each.
 */
export class StrangersRoom {
  readonly #most: Readonly<Held>;
  readonly #all: Held = { calls: 0, bytes: 0 };
  readonly #bySender = new Map<string, Held>();

  constructor(most: Readonly<Held>) {
    this.#most = most;
  }

  /** Opens the place of one call; null when there is none. Call its `leave` once nothing of the call is held any more. */
  enter(sender: string): StrangersPlace | null {
    const { calls, bytes: maxBytes } = this.#most;
    const all = this.#all;
    const theirs = this.#bySender.get(sender) ?? { calls: 0, bytes: 0 };
    if (all.calls >= calls || theirs.calls >= calls / SHARES) return null;
    this.#bySender.set(sender, theirs);
    const levels = [
      { held: all, most: maxBytes },
      { held: theirs, most: maxBytes / SHARES },
    ];
    let own = 0;
    let hasLeft = false;
    for (const { held } of levels) held.calls++;
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
        if (hasLeft) return;
        hasLeft = true;
        for (const { held } of levels) {
          held.calls--;
          held.bytes -= own;
        }
        if (theirs.calls === 0) this.#bySender.delete(sender);
      },
    };
  }
}

export interface StrangersPlace {
  /** Takes room for a part of the body. @returns false when there is none */
  take(bytes: number): boolean;
  /** Gives all back. Calling it again does nothing. */
  leave(): void;
}
