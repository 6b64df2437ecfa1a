import { setTimeout } from 'node:timers/promises';
import type { BusConnection } from '../bus/index.ts';
import { readBacklog } from '../bus/index.ts';
import type { ConnectorStatus, LaneStatus, StreamStatus } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { HubPort } from '../control/index.ts';

/** Checking ten thousand streams takes long, so the next check waits in proportion: checks take at most a tenth of the time. */
const PAUSE_PER_LOOK = 9;

/**
 * Resolves when the awaited streams have finished a run since `sinceMs`, none is reading, and no lane has anything left
 * to settle.
 * @throws Failure the error of the first actor that gave up; the signal's reason when it aborts
 */
export async function untilSettled(
  hub: HubPort,
  bus: BusConnection,
  options: {
    readonly sinceMs: number;
    /** Streams that must have finished a run; the others only must not be reading. */
    readonly reading: ReadonlySet<string>;
    /** Updates the status, whose count of parked records may be a second old. */
    readonly refresh: () => Promise<void>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { sinceMs, reading, refresh, signal } = options;
  for (;;) {
    // Subscribes before looking, so that a change in between is not missed.
    const change = nextChange(hub, signal);
    const lookedAt = performance.now();
    try {
      const streams = hub.streams();
      const lanes = hub.lanes();
      throwIfFailed([...hub.connectors(), ...streams, ...lanes]);
      const allRead = streams.every((stream) =>
        reading.has(stream.name) ? hasRun(stream, sinceMs) : stream.state === 'idle',
      );
      if (allRead && !lanes.some(hasParked) && (await areEmpty(bus, lanes))) {
        await refresh();
        if (!hub.lanes().some(hasParked)) return;
      }
      const tookMs = performance.now() - lookedAt;
      await change.arrived;
      await setTimeout(PAUSE_PER_LOOK * tookMs, undefined, { signal });
    } finally {
      change.cancel();
    }
  }
}

/** A run that captures changes never ends; it counts as finished when it has read everything there was. */
function hasRun({ lastRun, state, changes }: StreamStatus, sinceMs: number): boolean {
  if (changes !== null) {
    const hadAllAtMs = Date.now() - (changes.behindMs ?? Infinity);
    return state === 'reading' && changes.phase === 'changes' && hadAllAtMs >= sinceMs;
  }
  const finished = lastRun?.finishedAtMs ?? null;
  return state === 'idle' && finished !== null && (lastRun?.startedAtMs ?? 0) >= sinceMs;
}

/** Records of paused keys wait for a person, so they are not waited for. */
function hasParked({ parked, pausedRecords }: LaneStatus): boolean {
  return parked > pausedRecords;
}

async function areEmpty(bus: BusConnection, lanes: readonly LaneStatus[]): Promise<boolean> {
  for (const { stream, name, settledSeq } of lanes) {
    if (bus.growth.end(stream) <= settledSeq) continue;
    const { records } = await readBacklog(bus, stream, name, settledSeq);
    if (records > 0) return false;
  }
  return true;
}

function throwIfFailed(actors: readonly (ConnectorStatus | StreamStatus | LaneStatus)[]): void {
  const failed = actors.find((actor) => actor.state === 'failed');
  if (!failed) return;
  const { code = 'INTERNAL', message = 'gave up' } = failed.lastError ?? {};
  throw new Failure(code, { message: `${failed.name} failed: ${message}` });
}

function nextChange(
  hub: HubPort,
  signal: AbortSignal,
): { readonly arrived: Promise<void>; cancel(): void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = hub.subscribe(() => finish(resolve));
  const onAbort = () => finish(() => reject(signal.reason as Error));
  const finish = (then: () => void) => {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
    then();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return { arrived: promise, cancel: () => finish(resolve) };
}
