import type { RetryPolicy } from '../../domain/index.ts';
import type { RawBackoff } from './raw.ts';
import type { At, Report } from './report.ts';

type Backoff = Omit<RetryPolicy, 'attempts'>;

/** Returns the waits with defaults filled in; the longest is never below the first. */
export function buildBackoff(
  raw: RawBackoff | undefined,
  fallback: Backoff,
  at: At,
  report: Report,
): Backoff {
  const initialMs = report.duration(raw?.initial, [...at, 'initial'], fallback.initialMs);
  const maxMs = report.duration(raw?.max, [...at, 'max'], Math.max(fallback.maxMs, initialMs));
  if (initialMs > maxMs) {
    const message = 'The longest wait is shorter than the first.';
    report.add([...at, 'max'], 'minimum', message, 'Write `max` at least as long as `initial`.');
  }
  return {
    initialMs,
    factor: raw?.factor ?? fallback.factor,
    maxMs,
    jitter: raw?.jitter ?? fallback.jitter,
  };
}
