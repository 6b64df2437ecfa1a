import type { Json, JsonObject } from './json.ts';

/** Sixteen or more digits, of which a double may lose some. In a string, digits that stand at its beginning do not count. */
const LONG = /(?:^|[:,[\s-])[\d.]{16}/;
/** An exponent of three digits, which a double may not reach. */
const HUGE = /[\d.][eE][+-]?\d{3,}(?:[,\]}\s]|$)/;

/**
 * Parses a database's JSON of a row without changing a digit: a number that a double would round (a long `bigint` or `numeric`)
 * becomes text, all others stay numbers.
 */
export function parseExactly(text: string): JsonObject {
  return parse(text, (value, source) =>
    isSame(String(value), source) ? value : source,
  ) as JsonObject;
}

/**
 * Parses JSON of any system in the same way, but a fraction that was printed with more digits than a double needs stays a number.
 * @throws SyntaxError
 */
export function parseSent(text: string): Json {
  return parse(text, numberOf);
}

/** Returns a decimal number, or its text if a double would round it. @param value the double next to it */
export function numberOf(value: number, source: string): number | string {
  if (isSame(String(value), source)) return value;
  // 19.989999999999998 is how some systems print 19.99.
  const digits = Math.min(digitsOf(source).length, MAX_PRECISION);
  const isPrinted = !Number.isInteger(value) && isSame(value.toPrecision(digits), source);
  return isPrinted && Number.isFinite(value) ? value : source;
}

/** Of `toPrecision`. */
const MAX_PRECISION = 100;

type Keep = (value: number, source: string) => number | string;

function parse(text: string, keep: Keep): Json {
  // Parsing with a reviver is six times as expensive, and few texts need it.
  if (!LONG.test(text) && !HUGE.test(text)) return JSON.parse(text) as Json;
  const revive: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? keep(value, source) : value;
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as Json;
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

function isSame(one: string, other: string): boolean {
  return digitsOf(one) === digitsOf(other);
}

/** The significant digits: without sign, point, exponent, and zeros at either end. */
function digitsOf(number: string): string {
  const [mantissa = ''] = number.toLowerCase().split('e');
  return mantissa.replace(/[-+.]/g, '').replace(/^0+|0+$/g, '');
}
