import { randomUUID } from 'node:crypto';
import type { Cast } from '../../actors/index.ts';
import type { Command } from '../domain/index.ts';
import type { HubPlan } from './config/index.ts';
import type { Timekeeper } from './timekeeper.ts';
import type { Timetable } from './timetable/index.ts';

/** Which streams read at the start, in addition to those without a schedule and those whose schedule owes a run. */
export interface ReadAtStart {
  /** All streams, whatever their working hours: the hub was asked for one pass over everything. */
  readonly everything: boolean;
  /** All streams that may read at this hour, since the configuration differs from the last start. */
  readonly isNewVersion: boolean;
}

/**
 * Enters the schedules, and sets which streams read their source when the hub starts.
 * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function beginBySchedule(
  cast: Cast,
  plan: HubPlan,
  timekeeper: Timekeeper,
  { everything, isNewVersion }: ReadAtStart,
): Promise<Cast> {
  const timetables = timetablesOf(plan);
  const owed = await timekeeper.begin(timetables, { nowMs: Date.now(), all: isNewVersion });
  const reads = (name: string) => everything || !timetables.has(name) || owed.has(name);
  return {
    ...cast,
    streams: cast.streams.map((stream) => ({ ...stream, syncAtStart: reads(stream.name) })),
  };
}

/** Returns the command that a schedule sends, for callers that send it in its place. It does not cut a back-off short. */
export function tickOf(stream: string): Command {
  return {
    id: `tick/${stream}/${randomUUID()}`,
    ...{ kind: 'stream', name: stream, action: 'sync', requestedBy: 'schedule' },
  };
}

/** Returns the timetables of a configuration, by stream. */
function timetablesOf({ streams }: HubPlan): ReadonlyMap<string, Timetable> {
  return new Map(
    streams.flatMap(({ name, schedule }) => (schedule ? [[name, schedule] as const] : [])),
  );
}

/** Replaces the timetables of the first plan by those of the second. @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE */
export async function changeSchedules(
  timekeeper: Timekeeper,
  before: HubPlan,
  after: HubPlan,
): Promise<void> {
  const [was, is] = [timetablesOf(before), timetablesOf(after)];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const next = is.get(name);
    if (JSON.stringify(was.get(name)) === JSON.stringify(next)) continue;
    if (next === undefined) await timekeeper.remove(name);
    else await timekeeper.set(name, next);
  }
}
