import { statfs } from 'node:fs/promises';
import { Failure } from '../domain/index.ts';

const MB = 1024 * 1024;
/** Below this, a single message is stored as a batch of one. */
const SHORT_BYTES = 256 * MB;
/**
 * Below this, nothing is stored. A batch is staged before it is stored, so it takes twice its size, at most 16 MB.
 * Several batches may be in flight when the free space is checked, and other programs write as well.
 */
const KEPT_FREE_BYTES = 64 * MB;
/**
 * How long a check that found enough space stays valid. A check takes 20 microseconds of CPU. An older result is not
 * used, since the hub may have been idle for hours; while space is short, every call checks again.
 */
const AMPLE_FOR_MS = 250;
const DOUBT_LASTS_MS = 5 * 60_000;

/**
 * Tracks the free disk space of NATS. A single message that does not fit makes its stream refuse everything silently
 * until nats-server (2.15) is restarted, so the hub has to know before it publishes: from the disk itself if the
 * server's folder is known, otherwise from the recent failures of other messages.
 */
export class DiskRoom {
  readonly #folder: string | null;
  #free: Promise<number> = Promise.resolve(Infinity);
  #isLooking = false;
  #ampleUntilMs = -Infinity;
  #doubtedUntilMs = -Infinity;

  /** @param folder where the server keeps its data; null if that is on another machine */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /**
   * Whether disk space is short. Calls resolve in the order in which they were made, so the messages published after
   * them keep their order.
   * @throws Failure BUS_UNAVAILABLE if almost none is left
   */
  async isShort(): Promise<boolean> {
    this.#lookAgain();
    const free = await this.#free;
    if (free < KEPT_FREE_BYTES) {
      throw new Failure('BUS_UNAVAILABLE', {
        message: `The disk of ${this.#folder} has ${Math.floor(free / MB)} MB left, and nothing is stored below ${KEPT_FREE_BYTES / MB} MB. Free some space; the hub then continues by itself.`,
      });
    }
    return free < SHORT_BYTES || performance.now() < this.#doubtedUntilMs;
  }

  /** Notes that a message was refused or not answered, which happens when space is short. */
  doubt(): void {
    this.#doubtedUntilMs = performance.now() + DOUBT_LASTS_MS;
  }

  /** Allows one check at a time, since of two the later might end first. */
  #lookAgain(): void {
    const isAmple = performance.now() < this.#ampleUntilMs;
    if (this.#folder === null || this.#isLooking || isAmple) return;
    this.#isLooking = true;
    this.#free = freeBytes(this.#folder).then((free) => {
      this.#isLooking = false;
      if (free >= SHORT_BYTES) this.#ampleUntilMs = performance.now() + AMPLE_FOR_MS;
      return free;
    });
  }
}

/** A disk that cannot be queried may have space; the server then reports when it has none. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
