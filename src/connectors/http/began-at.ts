import type { Answer } from './failures.ts';

/**
 * When a run began, in microseconds, by the clock of the system or of the hub, whichever is behind: what a system changes during a run
 * it dates by its own clock, and a run that seems to have begun later would be followed by one that passes it over.
 * @param first the answer to the first request of the run
 * @param askedAtMs when the hub sent that request, by its own clock
 */
export function beganAt({ headers }: Pick<Answer, 'headers'>, askedAtMs: number): number {
  const toldMs = Date.parse(headers.get('date') ?? '');
  return (Number.isNaN(toldMs) ? askedAtMs : Math.min(askedAtMs, toldMs)) * 1000;
}
