interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');
const fields: readonly CronField[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: months },
  { name: 'day of week', min: 0, max: 6, words: days },
];
/** February as in a leap year. */
const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * Says what is wrong with a cron expression as the NATS server takes it: six fields, second first, or five without the seconds, or
 * a word as `@daily`. Null when nothing is. It refuses a little more than NATS where that hides a slip (`1,,2`, `*-5`).
 */
export function cronMistake(text: string): string | null {
  const expression = text.trim();
  if (expression.startsWith('@')) {
    return nicknames.includes(expression)
      ? null
      : `\`${expression}\` is none of ${nicknames.join(', ')}`;
  }
  const parts = expression.split(/\s+/);
  if (parts.length !== 5 && parts.length !== 6) {
    return `it has ${parts.length === 1 ? 'one field' : `${parts.length} fields`} instead of five or six`;
  }
  const all = parts.length === 5 ? ['0', ...parts] : parts;
  for (const [index, field] of fields.entries()) {
    const mistake = fieldMistake(all[index] ?? '', field);
    if (mistake !== null) return mistake;
  }
  return neverDue(all[3] ?? '*', all[4] ?? '*', all[5] ?? '*');
}

function fieldMistake(text: string, field: CronField): string | null {
  for (const part of text.split(',')) {
    const match = /^(?:[*?]|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(part);
    if (!match) return `\`${part}\` cannot be a ${field.name}`;
    const [, from, to, step] = match;
    if (step !== undefined && Number(step) === 0) return `the step of \`${part}\` must not be 0`;
    const bounds = [from, to]
      .filter((bound) => bound !== undefined)
      .map((bound) => valueOf(bound, field));
    if (bounds.some((bound) => bound < field.min || bound > field.max)) {
      return `\`${part}\` is no ${field.name}: it must be ${field.min} to ${field.max}${hint(part, field)}`;
    }
    const [first = 0, last = first] = bounds;
    if (first > last) return `the range \`${part}\` runs backwards`;
  }
  return null;
}

function hint(part: string, field: CronField): string {
  if (field.words === undefined) return '';
  const words = `${field.words[0]} to ${field.words.at(-1)}`;
  return part === '7' ? `, Sunday is 0 (or ${words})` : ` (or ${words})`;
}

/** A word that is none becomes -1, which is out of every field's bounds. */
function valueOf(bound: string, { words = [], min }: CronField): number {
  if (/^\d+$/.test(bound)) return Number(bound);
  const index = words.indexOf(bound.toLowerCase());
  return index === -1 ? -1 : index + min;
}

/** A day that none of the months has; with a day of week set, that one is enough to be due. */
function neverDue(day: string, month: string, weekday: string): string | null {
  const dayField = fields[3];
  const monthField = fields[4];
  const free = /^[*?]/;
  if (!dayField || !monthField || free.test(day) || free.test(month) || !free.test(weekday))
    return null;
  const firstDay = Math.min(...lowest(day, dayField));
  const longest = Math.max(...monthsOf(month, monthField).map((number) => daysIn[number - 1] ?? 0));
  return firstDay > longest ? 'no month of it has such a day' : null;
}

function lowest(text: string, field: CronField): readonly number[] {
  return text
    .split(',')
    .map((part) => (/^[*?]/.test(part) ? field.min : valueOf(part.split(/[-/]/)[0] ?? '', field)));
}

function monthsOf(text: string, field: CronField): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = '', to] = range.split('-');
    const first = /^[*?]$/.test(from) ? field.min : valueOf(from, field);
    const last =
      to === undefined
        ? part.includes('/') || /^[*?]$/.test(from)
          ? field.max
          : first
        : valueOf(to, field);
    const count = Math.floor((last - first) / Number(step)) + 1;
    return Array.from({ length: count }, (_, index) => first + index * Number(step));
  });
}

/** The zone's name as NATS wants it, which tells capitals apart; null when there is no such zone. */
export function knownTimeZone(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Only the spelling is taken over: an alias such as Europe/Kiev may resolve to a name that an older server does not know.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}
