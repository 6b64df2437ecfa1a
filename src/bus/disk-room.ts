import { statfs } from 'node:fs/promises';
import { Failure } from '../domain/index.ts';

const MB = 1024 * 1024;
/** Below it a message that comes alone is stored with more care. */
const SHORT_BYTES = 256 * MB;
/**
 * Below it nothing is stored any more. A batch is staged before it is stored, so it takes its size twice, 16 MB at most; some may be
 * on their way when the disk is looked at, and other programs write as well.
 */
const KEPT_FREE_BYTES = 64 * MB;
/**
 * How long ample room is believed in. Whatever is older is looked at anew, since a rest may have lasted for hours; short room, each
 * time. A look takes 20 microseconds of CPU.
 */
const AMPLE_FOR_MS = 250;
const DOUBT_LASTS_MS = 5 * 60_000;

/**
 * How much room the disk of NATS has. A single message that finds none leaves its stream silent until nats-server (2.15) is started
 * anew, so the hub has to know before it publishes: from the disk itself where the server's folder is known, else from what other
 * messages met of late.
 */
export class DiskRoom {
  readonly #folder: string | null;
  #free: Promise<number> = Promise.resolve(Infinity);
  #isLooking = false;
  #ampleUntilMs = -Infinity;
  #doubtedUntilMs = -Infinity;

  /** @param folder where the server keeps its data; null when that is on another machine */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /**
   * Whether room is short. Calls resolve in their order, so that what is published behind them keeps its own.
   * @throws Failure BUS_UNAVAILABLE when next to none is left
   */
  async isShort(): Promise<boolean> {
    this.#lookAgain();
    const free = await this.#free;
    if (free < KEPT_FREE_BYTES) {
      throw new Failure('BUS_UNAVAILABLE', {
        message: `The disk of ${this.#folder} has ${Math.floor(free / MB)} MB left, and nothing is stored below ${KEPT_FREE_BYTES / MB} MB. Free some; the hub goes on by itself.`,
      });
    }
    return free < SHORT_BYTES || performance.now() < this.#doubtedUntilMs;
  }

  /** A message was refused, or not answered, as happens where room is short. */
  doubt(): void {
    this.#doubtedUntilMs = performance.now() + DOUBT_LASTS_MS;
  }

  /** One look at a time: of two, the later could end first. */
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

/** A disk that cannot be asked may have room: the server itself tells then. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
