import { Cron } from 'croner';
import type { Timetable, WorkingHours } from './timetable.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();
const MINUTES_A_DAY = 1_440;

/** Whether a moment is within the timetable's working hours; true when it has none. */
export function isInHours({ hours, timeZone }: Timetable, atMs: number): boolean {
  if (hours === null) return true;
  const { day, minute } = wallTime(timeZone, atMs);
  const { fromMinute, untilMinute, days } = hours;
  if (fromMinute < untilMinute) {
    return days.includes(day) && minute >= fromMinute && minute < untilMinute;
  }
  // Hours over midnight: the early hours belong to the day before.
  return minute >= fromMinute
    ? days.includes(day)
    : minute < untilMinute && days.includes((day + 6) % 7);
}

/**
 * Returns when the next working hours begin, at `atMs` or later. If the clock skips that time, it is the moment of the
 * change; if the time occurs twice, the first.
 */
export function nextOpening({ hours, timeZone }: Timetable, atMs: number): number {
  if (hours === null) return atMs;
  const opening = new Cron(openingPattern(hours), { timezone: timeZone, paused: true });
  return opening.nextRun(new Date(atMs - 1))?.getTime() ?? atMs;
}

function openingPattern({ fromMinute, days }: WorkingHours): string {
  return `0 ${fromMinute % 60} ${Math.floor(fromMinute / 60)} * * ${days.join(',')}`;
}

function wallTime(timeZone: string, atMs: number): { day: number; minute: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const parts = { hour: '2-digit', minute: '2-digit', weekday: 'short' } as const;
    clock = new Intl.DateTimeFormat('en-US', { ...parts, timeZone, hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  const [, weekday = '', hour, minute] =
    /^(\w+),? (\d+):(\d+)$/.exec(clock.format(new Date(atMs))) ?? [];
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(weekday);
  return { day, minute: (Number(hour) * 60 + Number(minute)) % MINUTES_A_DAY };
}
