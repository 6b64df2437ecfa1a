import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Supervisor } from '../../actors/index.ts';
import type { BusConnection, Schedules } from '../bus/index.ts';
import { openSchedules } from '../bus/index.ts';
import type { Command } from '../domain/index.ts';
import type { HubPlan } from './config/index.ts';
import type { Logger } from './log.ts';
import type { StatusBoard } from './status-board.ts';

const CHECK_EVERY_MS = 5_000;

/** Sets what the plan says of when streams are read, and removes what it does not say any more. @throws Failure BUS_UNAVAILABLE */
export async function applySchedules(
  bus: BusConnection,
  plan: HubPlan,
  board: StatusBoard,
): Promise<Schedules> {
  const schedules = await openSchedules(bus);
  const scheduled = plan.streams.filter(({ schedule }) => schedule !== null);
  await schedules.keepOnly(scheduled.map(({ name }) => name));
  for (const { name, schedule } of scheduled) {
    if (schedule) await schedules.set(name, schedule);
  }
  board.showSchedules((stream) => schedules.next(stream));
  return schedules;
}

/** The order that a schedule gives, for whoever gives it in its place. It does not cut a back-off short. */
export function tickOf(stream: string): Command {
  return {
    id: `tick/${stream}/${randomUUID()}`,
    ...{ kind: 'stream', name: stream, action: 'sync', requestedBy: 'schedule' },
  };
}

/** A stream whose schedule was lost is read late rather than never. */
export async function keepSchedules(
  schedules: Schedules,
  supervisor: Supervisor,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const name of await schedules.renewMissed(Date.now())) {
        log.warn(
          { stream: name },
          'a tick did not come: the schedule is set anew, the source read',
        );
        await supervisor.send(tickOf(name), signal);
      }
    } catch (error) {
      if (!signal.aborted)
        log.warn({ err: error }, 'schedules were not looked after, trying again');
    }
    await setTimeout(CHECK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
