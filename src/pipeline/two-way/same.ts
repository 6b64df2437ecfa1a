import type { Json } from '../../domain/index.ts';
import { canonicalJson } from '../../domain/index.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * Whether two systems mean the same value: each spells numbers (`19.90`, `"19.9"`) and moments (with another zone) in its own way. A
 * field that is not there is null.
 */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  const [left, right] = [one ?? null, other ?? null];
  if (canonicalJson({ left }) === canonicalJson({ left: right })) return true;
  const [a, b] = [String(left), String(right)];
  if (isNumeric(left, a) && isNumeric(right, b)) return Number(a) === Number(b);
  return MOMENT.test(a) && MOMENT.test(b) && momentOf(a) === momentOf(b);
}

function isNumeric(value: Json, text: string): boolean {
  return (typeof value === 'number' || typeof value === 'string') && NUMBER.test(text);
}

/** One without a zone is meant in UTC, as PostgreSQL's `timestamp` is read by the hub. */
function momentOf(text: string): number {
  const zoned = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text.slice(10)) ? text : `${text}Z`;
  return Date.parse(zoned.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}
