import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** At rest is who was busy for less than this share of two looks in a row. */
const AT_REST = 0.05;
const LOOK_EVERY_MS = 5_000;
/** What is worth the pause: growth since the last time, of the whole and at least. */
const WORTH = { share: 0.2, bytes: 64 * 1024 * 1024 };

export interface RestParts {
  /** Collects all garbage now. Absent where Node was not started with `--expose-gc`: then V8 decides alone. */
  readonly collect: (() => void) | undefined;
  /** Share of the time since the last call that the event loop was busy. */
  readonly busy: () => number;
  /** Resident size, bytes. */
  readonly size: () => number;
  /** Default 5 s. */
  readonly lookEveryMs?: number;
}

/**
 * Gives back what a burst of work, as a start or an import, left behind, once it is over. V8 takes an idle process for busy until it has
 * not marked for 100 s, and may hold a multiple of what lives for longer than that. The pause is some 100 ms per 100 MB that live,
 * and comes when nothing is under way.
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

/** Of this process. */
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
