import type { ImportReading, Json, JsonObject } from '../domain/index.ts';
import { isJsonObject, numberOf } from '../domain/index.ts';

type Fields = Record<string, Json>;
/** @returns null when the text does not have the expected form */
type Convert = (text: string) => Json | null;

interface Rule {
  readonly field: string;
  readonly convert: Convert;
  readonly wanted: string;
}

/** A field that does not hold the declared kind of value. */
export interface Unconverted {
  readonly field: string;
  readonly reason: string;
}

/**
 * Converts declared text fields to their values; empty ones are removed. Fields that are not text stay as they are.
 * @returns a function that changes the document in place and returns the first field that does not fit
 */
export function conversions(
  reading: ImportReading,
): ((document: JsonObject) => Unconverted | null) | null {
  const rules = [
    ...rulesFor(reading.numbers, pointNumber, 'a number such as 1234.5'),
    ...rulesFor(reading.decimalComma, commaNumber, 'a number such as 1.234,5'),
    ...rulesFor(reading.germanDates, germanDate, 'a date such as 31.12.2026 or 31.12.2026 23:59'),
  ];
  if (rules.length === 0) return null;
  return (document) => {
    for (const rule of rules) {
      const reason = apply(rule, document);
      if (reason !== null) return { field: rule.field, reason };
    }
    return null;
  };
}

function rulesFor(names: readonly string[], convert: Convert, wanted: string): Rule[] {
  return names.map((field) => ({ field, convert, wanted }));
}

function apply({ field, convert, wanted }: Rule, document: Fields): string | null {
  const place = find(field, document);
  if (!place) return null;
  const [holder, name] = place;
  const value = holder[name];
  if (typeof value !== 'string') return null;
  if (value.trim() === '') {
    delete holder[name];
    return null;
  }
  const converted = convert(value.trim());
  if (converted === null) return `${field} must be ${wanted}, but is "${value.slice(0, 80)}"`;
  holder[name] = converted;
  return null;
}

/** Names with dots are nested fields, unless there is a field of that name: columns are called `Art.-Nr.` as well. */
function find(field: string, document: Fields): readonly [holder: Fields, name: string] | null {
  if (Object.hasOwn(document, field)) return [document, field];
  const path = field.split('.');
  let holder = document;
  for (const name of path.slice(0, -1)) {
    const next = holder[name];
    if (!isJsonObject(next)) return null;
    holder = next;
  }
  return [holder, path.at(-1) ?? ''];
}

function pointNumber(text: string): Json | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? finite(text) : null;
}

function commaNumber(text: string): Json | null {
  if (!/^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(text)) return null;
  return finite(text.replaceAll('.', '').replace(',', '.'));
}

/** A number that a double would round stays text. Null for one that is too large: JSON would silently turn it into null. */
function finite(text: string): Json | null {
  const number = Number(text);
  return Number.isFinite(number) ? numberOf(number, text) : null;
}

function germanDate(text: string): string | null {
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [, day = '', month = '', year = '', hour, minute = '', second = '00'] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const iso = hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute}:${second}`;
  // Refuses the 31st of February and 25 o'clock, which Date would interpret as another time.
  const moment = new Date(hour === undefined ? `${date}T00:00:00Z` : `${iso}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}
