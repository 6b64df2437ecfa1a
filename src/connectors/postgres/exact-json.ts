import type { JsonObject } from '../../connector-api/index.ts';

/** Numbers that a double may not represent exactly: sixteen or more digits, or a three-digit exponent. */
const MAYBE_INEXACT = /[\d.]{16}|\d[eE][+-]?\d{3}/;

/**
 * Parses a row's JSON without changing a digit: a number that JavaScript would round (a long `bigint` or `numeric`) becomes
 * text, all others stay numbers.
 */
export function parseExactly(text: string): JsonObject {
  // Parsing with a reviver is ten times as expensive, and few rows need it.
  return JSON.parse(
    text,
    MAYBE_INEXACT.test(text) ? (keepDigits as Reviver) : undefined,
  ) as JsonObject;
}

type Reviver = (key: string, value: unknown) => unknown;

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  const { source } = context;
  if (typeof value !== 'number' || source === undefined) return value;
  return digitsOf(String(value)) === digitsOf(source) ? value : source;
}

/** The significant digits: without sign, point, exponent, and zeros at either end. */
function digitsOf(number: string): string {
  const [mantissa = ''] = number.toLowerCase().split('e');
  return mantissa.replace(/[-+.]/g, '').replace(/^0+|0+$/g, '');
}
