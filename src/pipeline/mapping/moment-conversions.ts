import type { Json } from '../../domain/index.ts';
import { formatVersion, parseMoment } from '../../domain/index.ts';
import type { ConversionKind, Convert } from './conversion.ts';
import { Unconvertible, asText } from './conversion.ts';

const PATTERN_HELP = 'a pattern of YYYY YY MM M DD D HH mm ss';
const TOKEN = /YYYY|YY|MM|M|DD|D|HH|mm|ss/g;
const widths: Readonly<Record<string, string>> = { YYYY: '\\d{4}', M: '\\d{1,2}', D: '\\d{1,2}' };

export const momentConversions: Readonly<Record<string, ConversionKind>> = {
  date: {
    summary: 'A calendar date as 2026-01-31, from ISO 8601 or by a pattern; empty text is absent.',
    option: `${PATTERN_HELP}, e.g. DD.MM.YYYY`,
    compile: (option) => momentReader('date', option, (iso) => iso.slice(0, 10)),
  },
  timestamp: {
    summary:
      'A moment as 2026-01-31T13:45:00.000Z; without a zone it is read as UTC; empty text is absent.',
    option: `seconds or milliseconds (since 1970), or ${PATTERN_HELP}`,
    compile: (option) => epochReader(option) ?? momentReader('timestamp', option, canonical),
  },
};

function momentReader(
  name: string,
  option: Json | undefined,
  finish: (iso: string) => string,
): Convert | string {
  if (option !== undefined && (typeof option !== 'string' || !/YY/.test(option))) {
    return `the option must be ${PATTERN_HELP}`;
  }
  const toIso = option === undefined ? isoText : patternReader(option);
  const expected =
    option ??
    `2026-01-31 or 2026-01-31T13:45:00Z, or name its pattern, such as { ${name}: DD.MM.YYYY }`;
  return (value) => {
    const text = asText(value);
    if (text === '') return undefined;
    const iso = toIso(text);
    if (iso === null || !isReal(iso)) throw new Unconvertible(`write it like ${expected}`);
    return finish(iso);
  };
}

function isoText(text: string): string | null {
  return /^\d{4}-/.test(text) ? text : null;
}

/** Compiles a pattern such as `DD.MM.YYYY HH:mm` to a reader that returns ISO 8601. */
function patternReader(pattern: string): (text: string) => string | null {
  const tokens = pattern.match(TOKEN) ?? [];
  const literals = pattern.split(TOKEN).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const source = tokens
    .map((token, at) => `${literals[at]}(${widths[token] ?? '\\d{2}'})`)
    .join('');
  const expression = new RegExp(`^${source}${literals.at(-1) ?? ''}$`);
  return (text) => {
    const match = expression.exec(text);
    if (!match) return null;
    const part = (...names: string[]): string =>
      match[tokens.findIndex((token) => names.includes(token)) + 1] ?? '';
    const has = (...names: string[]): boolean => tokens.some((token) => names.includes(token));
    const year = has('YYYY') ? part('YYYY') : `20${part('YY')}`;
    const month = has('MM', 'M') ? part('MM', 'M') : '01';
    const day = has('DD', 'D') ? part('DD', 'D') : '01';
    const time = [
      has('HH') ? part('HH') : '00',
      has('mm') ? part('mm') : '00',
      has('ss') ? part('ss') : '00',
    ];
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time.join(':')}Z`;
  };
}

/** Whether the date exists in the calendar: JavaScript would read 31 February as 3 March. */
function isReal(iso: string): boolean {
  const date = iso.slice(0, 10);
  const midnight = new Date(`${date}T00:00:00Z`);
  return (
    parseMoment(iso) !== null &&
    !Number.isNaN(midnight.getTime()) &&
    midnight.toISOString().startsWith(date)
  );
}

function canonical(iso: string): string {
  return formatVersion(parseMoment(iso) ?? 0).replace(/000Z$/, 'Z');
}

function epochReader(option: Json | undefined): Convert | null {
  if (option !== 'seconds' && option !== 'milliseconds') return null;
  const factor = option === 'seconds' ? 1000 : 1;
  return (value) => {
    const text = asText(value);
    if (text === '') return undefined;
    const moment = new Date(Number(text) * factor);
    if (Number.isNaN(moment.getTime())) throw new Unconvertible(`write it as ${option} since 1970`);
    return moment.toISOString();
  };
}
