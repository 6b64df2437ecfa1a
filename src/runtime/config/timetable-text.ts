import type { Timetable, WorkingHours } from '../timetable/index.ts';
import { dayNames } from '../timetable/index.ts';
import { formatDuration } from './quantities.ts';

/** Returns a timetable in one line, such as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`. Defaults are left out. */
export function timetableText(timetable: Timetable): string {
  const { beat, hours, timeZone, jitterMs, overlap, catchUp } = timetable;
  const zone = 'cron' in beat || hours !== null ? ` ${timeZone}` : '';
  const times = 'cron' in beat ? `cron ${beat.cron}` : `every ${formatDuration(beat.everyMs)}`;
  return [
    ...(hours === null ? [`${times}${zone}`] : [times, `${hoursText(hours)}${zone}`]),
    ...(jitterMs > 0 ? [`jitter ${formatDuration(jitterMs)}`] : []),
    ...(overlap === 'skip' ? ['overlap skip'] : []),
    ...(catchUp === 'none' ? ['catch up none'] : []),
  ].join(', ');
}

function hoursText({ fromMinute, untilMinute, days }: WorkingHours): string {
  const wholeDay = fromMinute === 0 && untilMinute === 1_440;
  return [
    ...(days.length < 7 ? [daysText(days)] : []),
    ...(wholeDay ? [] : [`${clock(fromMinute)}-${clock(untilMinute)}`]),
  ].join(' ');
}

function daysText(days: readonly number[]): string {
  return days.join() === '1,2,3,4,5' ? 'mon-fri' : days.map((day) => dayNames[day]).join(',');
}

function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
