import type { Json } from '../../connector-api/index.ts';
import { formatVersion, parseVersion } from '../../connector-api/index.ts';
import type { Metadata } from './metadata.ts';

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const TIME = /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const INTEGERS: ReadonlySet<string> = new Set(
  ['Byte', 'SByte', 'Int16', 'Int32', 'Int64'].map((name) => `Edm.${name}`),
);
const NUMBERS: ReadonlySet<string> = new Set([
  ...INTEGERS,
  ...['Edm.Decimal', 'Edm.Double', 'Edm.Single'],
]);

/** A simple value as text; empty for what is none. */
export function textOf(value: Json | undefined): string {
  const isSimple = typeof value === 'string' || typeof value === 'number';
  return isSimple || typeof value === 'boolean' ? String(value) : '';
}

export function isNumeric(type: string): boolean {
  return NUMBERS.has(type);
}

/** How a service spells values in addresses, besides what their types say. */
export interface Spelling {
  readonly isEnum: Metadata['isEnum'];
  /** Whether times are texts that hold a date. */
  readonly quotedDates: boolean;
}

/**
 * Spells a value as OData's URL conventions want it for its type (part 2, 5.1.1.14).
 * @returns null if the type has no such value
 */
export function literal(value: Json | undefined, type: string, spelling: Spelling): string | null {
  const text = textOf(value);
  if (text === '') return null;
  if (type === 'Edm.Boolean') return /^(?:true|false)$/.test(text) ? text : null;
  if (INTEGERS.has(type)) return INTEGER.test(text) ? text : null;
  if (NUMBERS.has(type)) return NUMBER.test(text) ? text : null;
  switch (type) {
    case 'Edm.Guid':
      return GUID.test(text) ? text : null;
    case 'Edm.Date':
      return DATE.test(text) ? dateIn(text, spelling) : null;
    case 'Edm.TimeOfDay':
      return TIME.test(text) ? text : null;
    case 'Edm.DateTimeOffset': {
      const version = DATE.test(text) ? parseVersion(text) : null;
      return version === null ? null : moment(version, type, spelling);
    }
    case 'Edm.String':
      return quoted(text);
    default:
      return spelling.isEnum(type) ? `${type}${quoted(text)}` : null;
  }
}

/** Spells a version for a comparison with a field of this type. */
export function moment(version: number, type: string, spelling: Spelling): string {
  const text = formatVersion(version);
  if (type === 'Edm.Date' || spelling.quotedDates) return dateIn(text, spelling);
  return text.replace(/\.?0+Z$/, 'Z');
}

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

/** The version from which a value surely differs from this one, which may be shown with fewer digits than the service compares. */
export function behind(text: string, version: number, type: string, spelling: Spelling): number {
  if (type === 'Edm.Date' || spelling.quotedDates) return Math.floor(version / DAY) * DAY + DAY;
  const digits = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  return version + SECOND / 10 ** Math.min(digits, 6);
}

function dateIn(text: string, { quotedDates }: Spelling): string {
  const date = text.slice(0, 10);
  return quotedDates ? quoted(date) : date;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
