import type { Json } from '../../domain/index.ts';
import { canonicalJson } from '../../domain/index.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/**
 * Whether two values mean the same. Each system spells numbers (`19.90`, `"19.9"`) and moments (with another zone) in its own
 * way. A missing field is null.
 */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  const [left, right] = [one ?? null, other ?? null];
  if (canonicalJson({ left }) === canonicalJson({ left: right })) return true;
  const [a, b] = [textOf(left), textOf(right)];
  if (a === null || b === null) return false;
  if (NUMBER.test(a) && NUMBER.test(b)) {
    // Texts of digits may be codes, such as account numbers, in which `0049` is not `49`.
    const areTexts = typeof left === 'string' && typeof right === 'string';
    return Number(a) === Number(b) && !(areTexts && isCode(a, b));
  }
  return MOMENT.test(a) && MOMENT.test(b) && momentOf(a) === momentOf(b);
}

function textOf(value: Json): string | null {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

/** Whether two texts that differ are codes: one starts with a zero and a digit, or both are only digits. */
function isCode(a: string, b: string): boolean {
  return /^0\d/.test(a) || /^0\d/.test(b) || (/^\d+$/.test(a) && /^\d+$/.test(b));
}

/** A moment without a zone is in UTC, as the hub reads PostgreSQL's `timestamp`. */
function momentOf(text: string): number {
  const zoned = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text.slice(10)) ? text : `${text}Z`;
  return Date.parse(zoned.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}
