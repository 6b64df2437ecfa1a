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
const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * Returns what is wrong with a cron expression, or null: it must have six fields, seconds first, or five without
 * seconds, or be a word such as `@daily`. Whether it is ever due is up to `nextDue`.
 */
export function cronMistake(text: string): string | null {
  const expression = text.trim();
  if (expression.startsWith('@')) {
    return nicknames.includes(expression)
      ? null
      : `\`${expression}\` is not one of ${nicknames.join(', ')}`;
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
  return null;
}

function fieldMistake(text: string, field: CronField): string | null {
  for (const part of text.split(',')) {
    const match = /^(?:[*?]|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i.exec(part);
    if (!match) return `\`${part}\` is not a valid ${field.name}`;
    const [, from, to, step] = match;
    if (step !== undefined && Number(step) === 0) return `the step of \`${part}\` must not be 0`;
    if (Number(step) > field.max - field.min + 1) return `the step of \`${part}\` is too large`;
    const bounds = [from, to]
      .filter((bound) => bound !== undefined)
      .map((bound) => valueOf(bound, field));
    if (bounds.some((bound) => bound < field.min || bound > field.max)) {
      return `\`${part}\` is not a valid ${field.name}: it must be ${field.min} to ${field.max}${hint(part, field)}`;
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

/** An unknown word becomes -1, which is outside the bounds of every field. */
function valueOf(bound: string, { words = [], min }: CronField): number {
  if (/^\d+$/.test(bound)) return Number(bound);
  const index = words.indexOf(bound.toLowerCase());
  return index === -1 ? -1 : index + min;
}

/** Returns the zone's name in its usual spelling; null when there is no such zone. */
export function knownTimeZone(name: string): string | null {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Takes over only the spelling: someone who wrote an alias, such as Europe/Kiev, should not see another name.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}
