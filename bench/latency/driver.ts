import { setTimeout as wait } from 'node:timers/promises';
import type { SourceRecord } from '../../src/domain/index.ts';
import { eventAt } from './workload.ts';

/** What has come meanwhile is stored so often. */
const GATHER_MS = 2;
/** Calls on their way. While they are, what comes is gathered. */
const IN_FLIGHT = 8;

export interface DriverOptions {
  /** Resolves when they are stored. */
  readonly store: (records: readonly SourceRecord[]) => Promise<void>;
  readonly perSecond: number;
  /** Number of the first event. */
  readonly first: number;
  /** Tells when to stop, asked between two batches. */
  readonly more: (elapsedMs: number) => boolean;
}

export interface Driven {
  /** Number behind the last event. */
  readonly next: number;
  /** From each event's own time until it was stored, milliseconds. */
  readonly storedMs: readonly number[];
}

/** The wall clock with fractions of a millisecond; the database's reads the same one. */
const nowMs = () => performance.timeOrigin + performance.now();

/**
 * Events at an even pace, whatever becomes of those before (open loop): each has the time at which it was due, not the one at
 * which the driver got to it, so a hub that stands still for a moment is charged with all that waited for it.
 */
export async function drive({ store, perSecond, first, more }: DriverOptions): Promise<Driven> {
  const startedAtMs = nowMs();
  const storedMs: number[] = [];
  const inFlight = new Set<Promise<void>>();
  let sent = 0;
  for (;;) {
    const elapsedMs = nowMs() - startedAtMs;
    if (!more(elapsedMs)) break;
    const due = Math.floor((elapsedMs * perSecond) / 1000);
    const dueAtMs = Array.from({ length: due - sent }, (_, index) => {
      return startedAtMs + ((sent + index + 1) * 1000) / perSecond;
    });
    if (dueAtMs.length > 0) {
      const records = dueAtMs.map((atMs, index) => eventAt(first + sent + index, atMs));
      const storing = store(records).then(() => {
        inFlight.delete(storing);
        const storedAtMs = nowMs();
        for (const atMs of dueAtMs) storedMs.push(storedAtMs - atMs);
      });
      inFlight.add(storing);
      sent = due;
      while (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
    }
    await wait(GATHER_MS);
  }
  await Promise.all(inFlight);
  return { next: first + sent, storedMs };
}
