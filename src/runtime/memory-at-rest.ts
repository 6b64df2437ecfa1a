import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** The process is at rest when the event loop was busy for less than this share in two consecutive looks. */
const AT_REST = 0.05;
const LOOK_EVERY_MS = 5_000;
/** Growth since the last collection that is worth the pause: share of the size, and at least this many bytes. */
const WORTH = { share: 0.2, bytes: 64 * 1024 * 1024 };

export interface RestParts {
  /** Collects all garbage now. Absent when Node was started without `--expose-gc`: then V8 alone decides. */
  readonly collect: (() => void) | undefined;
  /** Returns the share of time since the last call that the event loop was busy. */
  readonly busy: () => number;
  /** Returns the resident size in bytes. */
  readonly size: () => number;
  /** Default 5 s. */
  readonly lookEveryMs?: number;
}

/**
 * Frees memory after a burst of work, such as a start or an import. V8 treats an idle process as busy until it has not
 * marked for 100 s, and may hold a multiple of the live data for longer than that. The pause is about 100 ms per 100 MB
 * of live data, and comes when nothing is in progress.
 */
export async function giveBackAtRest(
  { collect, busy, size, lookEveryMs = LOOK_EVERY_MS }: RestParts,
  signal: AbortSignal,
): Promise<void> {
  if (!collect) return;
  let quietLooks = 0;
  let smallest = 0;
  while (!signal.aborted) {
    await wait(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    quietLooks = busy() < AT_REST ? quietLooks + 1 : 0;
    if (quietLooks < 2 || signal.aborted) continue;
    if (size() - smallest < Math.max(smallest * WORTH.share, WORTH.bytes)) continue;
    collect();
    smallest = size();
  }
}

/** Returns the measurements of this process. */
export function thisProcess(): RestParts {
  const { gc } = globalThis;
  let last = performance.eventLoopUtilization();
  return {
    collect: gc && (() => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })),
    busy: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return utilization;
    },
    size: () => process.memoryUsage.rss(),
  };
}
