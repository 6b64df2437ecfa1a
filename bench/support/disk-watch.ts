import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A period in which a small write did not reach the disk. Milliseconds of the wall clock. */
export interface Standstill {
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * A write counts as stalled from this duration on: what NATS and PostgreSQL wait for takes well under 10 ms on a responsive disk.
 */
export const STANDSTILL_MS = 25;
const PAUSE_MS = 8;
const BLOCK = Buffer.alloc(4096);
/** The file keeps this size, so that the file system need not allocate blocks. */
const BLOCKS = 256;

/**
 * Repeatedly writes 4 KiB to a disk from a separate thread and records when that stalled. Every durable write on that disk waits
 * then, whoever makes it, so a bench can tell what the machine did from what the hub did.
 */
export class DiskWatch {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** @param dir a folder on the disk to watch */
  static async begin(dir: string): Promise<DiskWatch> {
    const worker = new Worker(import.meta.filename, { workerData: dir, execArgv: [] });
    await once(worker, 'online');
    return new DiskWatch(worker);
  }

  /** The stalls since the beginning. */
  async end(): Promise<readonly Standstill[]> {
    this.#worker.postMessage('end');
    const [seen] = (await once(this.#worker, 'message')) as [readonly Standstill[]];
    await this.#worker.terminate();
    return seen;
  }
}

/** `4 times, 820 ms in all, 310 ms at most`. */
export function describeStandstills(seen: readonly Standstill[]): string {
  if (seen.length === 0) return 'never';
  const took = seen.map(({ fromMs, untilMs }) => untilMs - fromMs);
  const sum = took.reduce((total, ms) => total + ms, 0);
  const times = seen.length === 1 ? 'once' : `${seen.length} times`;
  return `${times}, ${Math.round(sum)} ms in total, ${Math.round(Math.max(...took))} ms at most`;
}

async function watch(dir: string, hasEnded: () => boolean): Promise<readonly Standstill[]> {
  const name = path.join(dir, `disk-watch-${process.pid}`);
  const file = await open(name, 'w');
  const seen: Standstill[] = [];
  try {
    for (let block = 0; !hasEnded(); block = (block + 1) % BLOCKS) {
      const fromMs = nowMs();
      await file.write(BLOCK, 0, BLOCK.length, block * BLOCK.length);
      await file.datasync();
      const untilMs = nowMs();
      if (untilMs - fromMs >= STANDSTILL_MS) seen.push({ fromMs, untilMs });
      await setTimeout(PAUSE_MS);
    }
    return seen;
  } finally {
    await file.close();
    await rm(name);
  }
}

/** The wall clock with fractions of a millisecond, the same in every process. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

if (!isMainThread && parentPort && typeof workerData === 'string') {
  let ended = false;
  parentPort.once('message', () => (ended = true));
  parentPort.postMessage(await watch(workerData, () => ended));
}
