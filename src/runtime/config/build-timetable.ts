import type { Timetable, WorkingHours } from '../timetable/index.ts';
import { dayNames, nextDue, plainTimetable } from '../timetable/index.ts';
import { cronMistake, knownTimeZone } from './cron.ts';
import type { RawStream } from './raw.ts';
import type { At, Report } from './report.ts';

const MIN_EVERY_MS = 1_000;
const MINUTES_A_DAY = 1_440;
/** Number of gaps between times of a timetable that a jitter is compared with. */
const GAPS_LOOKED_AT = 20;
const needSchedule = ['between', 'days', 'jitter', 'overlap', 'catchUp'] as const;

/** Returns when a stream is read automatically; null: at the hub's start and on command. Mistakes go into the report. */
export function buildTimetable(raw: RawStream, at: At, report: Report): Timetable | null {
  const { every, cron, overlap, catchUp } = raw;
  if (every !== undefined && cron !== undefined) {
    const message = 'A stream has `every` or `cron`, not both.';
    report.add([...at, 'cron'], 'exclusive', message, 'Remove one.');
  }
  if (raw.from.mode === 'cdc' && (every ?? cron) !== undefined) {
    const message = 'A stream that captures changes reads all the time.';
    const name = every === undefined ? 'cron' : 'every';
    report.add([...at, name], 'unused', message, 'Remove it, or poll.');
  }
  const scheduled = every !== undefined || cron !== undefined;
  for (const name of needSchedule) {
    if (scheduled || raw[name] === undefined) continue;
    const message = `\`${name}\` belongs to a schedule.`;
    report.add([...at, name], 'unused', message, 'Remove it, or write `every` or `cron`.');
  }
  const timeZone = buildTimeZone(raw, at, report);
  const hours = buildHours(raw, at, report);
  const beat = cron === undefined ? buildEvery(every, at, report) : buildCron(cron, at, report);
  if (beat === null) return null;
  const jitterMs = report.duration(raw.jitter, [...at, 'jitter'], 0);
  const timetable = {
    ...plainTimetable,
    ...{ beat, timeZone, hours, jitterMs },
    ...(overlap === undefined ? {} : { overlap }),
    ...(catchUp === undefined ? {} : { catchUp }),
  };
  if (report.isClean(at)) checkTimes(timetable, at, report);
  return timetable;
}

function buildEvery(every: string | undefined, at: At, report: Report): Timetable['beat'] | null {
  const everyMs = report.duration(every, [...at, 'every'], null);
  if (everyMs !== null && everyMs < MIN_EVERY_MS) {
    const message = 'A stream is read at most once a second.';
    report.add([...at, 'every'], 'minimum', message, 'Write 1s or more.');
  }
  return everyMs === null ? null : { everyMs };
}

function buildCron(cron: string, at: At, report: Report): Timetable['beat'] {
  const mistake = cronMistake(cron);
  if (mistake !== null) {
    const remedy =
      'Write five fields, minute first ("*/5 * * * *"), six with seconds, or a word such as @daily.';
    report.add(
      [...at, 'cron'],
      'cron',
      `\`${cron}\` is not a cron expression: ${mistake}.`,
      remedy,
    );
  }
  return { cron: cron.trim() };
}

function buildTimeZone(raw: RawStream, at: At, report: Report): string {
  const { timeZone, cron, between, days } = raw;
  if (timeZone === undefined) return 'UTC';
  if (cron === undefined && between === undefined && days === undefined) {
    const message = '`timeZone` belongs to `cron`, `between` or `days`.';
    report.add([...at, 'timeZone'], 'unused', message, 'Remove it, or write one of these.');
  }
  const zone = knownTimeZone(timeZone);
  if (zone !== null) return zone;
  const remedy = 'Write an IANA name such as Europe/Berlin.';
  report.add([...at, 'timeZone'], 'time-zone', `There is no time zone \`${timeZone}\`.`, remedy);
  return 'UTC';
}

function buildHours({ between, days }: RawStream, at: At, report: Report): WorkingHours | null {
  if (between === undefined && days === undefined) return null;
  const hours =
    between === undefined ? { fromMinute: 0, untilMinute: MINUTES_A_DAY } : readHours(between);
  if (hours === null) {
    const message = `\`${between}\` is not a range of working hours.`;
    const remedy = 'Write two times of day, such as 08:00-18:00; 22:00-06:00 goes over midnight.';
    report.add([...at, 'between'], 'hours', message, remedy);
  }
  const known = days === undefined ? [0, 1, 2, 3, 4, 5, 6] : readDays(days);
  if (known === null) {
    const message = `\`${days}\` is not a list of days.`;
    report.add(
      [...at, 'days'],
      'days',
      message,
      'Write a range or a list, such as mon-fri or mon,wed,sat.',
    );
  }
  return hours && known && { ...hours, days: known };
}

function readHours(text: string): Pick<WorkingHours, 'fromMinute' | 'untilMinute'> | null {
  const match = /^(\d{1,2}):([0-5]\d)\s*-\s*(\d{1,2}):([0-5]\d)$/.exec(text.trim());
  if (!match) return null;
  const [fromHour = 0, from = 0, untilHour = 0, until = 0] = match.slice(1).map(Number);
  const fromMinute = fromHour * 60 + from;
  const untilMinute = untilHour * 60 + until;
  const possible =
    fromMinute < MINUTES_A_DAY && untilMinute <= MINUTES_A_DAY && fromMinute !== untilMinute;
  return possible ? { fromMinute, untilMinute } : null;
}

/** Returns days of the week, in order from Sunday; a range may cross the end of the week. */
function readDays(text: string): readonly number[] | null {
  const found = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first, last, more] = part.split('-').map((name) => dayNumber(name.trim()));
    if (first === undefined || first < 0 || last === -1 || more !== undefined) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return [...found].sort((one, other) => one - other);
}

function dayNumber(name: string): number {
  return dayNames.findIndex((day) => day === name);
}

/** Checks the resulting times: that there is one at all, and that the jitter does not move one beyond the next. */
function checkTimes(timetable: Timetable, at: At, report: Report): void {
  const name = 'cron' in timetable.beat ? 'cron' : 'every';
  let due = nextDue(timetable, Date.now());
  if (due === null) {
    const message = 'It is never due: there is no such day, or none within the working hours.';
    report.add([...at, name], 'never-due', message, 'Write times that exist.');
    return;
  }
  for (let gap = 0; gap < GAPS_LOOKED_AT && timetable.jitterMs > 0; gap++) {
    const next = nextDue(timetable, due);
    if (next === null) return;
    if (next - due <= timetable.jitterMs) {
      const message = 'The jitter must be shorter than the time until the next run.';
      report.add([...at, 'jitter'], 'maximum', message, 'Write a shorter one.');
      return;
    }
    due = next;
  }
}
