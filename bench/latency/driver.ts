import { setTimeout as wait } from 'node:timers/promises';
import type { SourceRecord } from '../../src/domain/index.ts';
import { eventAt } from './workload.ts';

/** Interval at which the events that have become due are stored. */
const GATHER_MS = 2;
/** Concurrent calls. While all are in flight, due events are gathered. */
const IN_FLIGHT = 8;

export interface DriverOptions {
  /** Resolves when the records are stored. */
  readonly store: (records: readonly SourceRecord[]) => Promise<void>;
  readonly perSecond: number;
  /** Number of the first event. */
  readonly first: number;
  /** Whether to continue; asked between two batches. */
  readonly more: (elapsedMs: number) => boolean;
}

export interface Driven {
  /** The number after the last event. */
  readonly next: number;
  /** From each event's due time until it was stored, milliseconds. */
  readonly storedMs: readonly number[];
}

/** The wall clock with fractions of a millisecond; the database reads the same clock. */
const nowMs = () => performance.timeOrigin + performance.now();

/**
 * Sends events at a constant rate, independent of earlier ones (open loop). Each carries the time at which it was due, not the one
 * at which the driver reached it, so a stalled hub is charged for everything that waited.
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
