import { monitorEventLoopDelay } from 'node:perf_hooks';

const INTERVAL_MS = 2;

/** Milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Measures how late a timer of 2 ms is. Node records the time between two calls of that timer, which is 2 ms in an idle
 * process, so these are subtracted.
 * @returns ends the measurement
 */
export function measureLoopDelay(): () => LoopDelay {
  const between = monitorEventLoopDelay({ resolution: INTERVAL_MS });
  between.enable();
  return () => {
    between.disable();
    const late = (nanos: number) =>
      Math.max(0, Math.round((nanos / 1e6 - INTERVAL_MS) * 100) / 100);
    return {
      p50: late(between.percentile(50)),
      p99: late(between.percentile(99)),
      max: late(between.max),
    };
  };
}
