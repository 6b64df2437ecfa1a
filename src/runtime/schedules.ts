import { randomUUID } from 'node:crypto';
import type { Cast } from '../../actors/index.ts';
import type { Command } from '../domain/index.ts';
import type { HubPlan } from './config/index.ts';
import type { Timekeeper } from './timekeeper.ts';
import type { Timetable } from './timetable/index.ts';

/** Which streams read at the start besides those without a schedule and those that owe a run by theirs. */
export interface ReadAtStart {
  /** All of them, whatever their working hours say: somebody asked for one pass over everything. */
  readonly everything: boolean;
  /** All that may read at this hour, since the configuration is another than at the last start. */
  readonly isNewVersion: boolean;
}

/**
 * Enters the schedules, and says who reads its source when the hub starts.
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

/** The order that a schedule gives, for whoever gives it in its place. It does not cut a back-off short. */
export function tickOf(stream: string): Command {
  return {
    id: `tick/${stream}/${randomUUID()}`,
    ...{ kind: 'stream', name: stream, action: 'sync', requestedBy: 'schedule' },
  };
}

/** The timetables of a configuration, by stream. */
function timetablesOf({ streams }: HubPlan): ReadonlyMap<string, Timetable> {
  return new Map(
    streams.flatMap(({ name, schedule }) => (schedule ? [[name, schedule] as const] : [])),
  );
}

/** Gives the streams the timetables of the second plan in place of the first's. @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE */
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
