import { Failure } from '../domain/index.ts';

/*
 * PostgreSQL's text form of arrays, written and read here because a batch of a thousand goes through it several times and the
 * driver's own way costs more client time than the whole statement: it inspects and escapes value by value.
 */

const NEEDS_ESCAPE = /["\\]/;
const TO_ESCAPE = /["\\]/g;

/**
 * Text values as an array literal. Every value is quoted, so commas, braces and the empty text need no care; null is SQL's null.
 * @throws Failure CONTRACT_BROKEN for text that PostgreSQL cannot hold: a NUL character or half of a surrogate pair
 */
export function textArray(values: readonly (string | null)[]): string {
  if (values.length === 0) return '{}';
  const joined = values.join('');
  requireStorable(joined);
  // One test over all of them: hardly a value ever holds a quote or a backslash.
  const plain = NEEDS_ESCAPE.test(joined)
    ? values.map((value) => value?.replace(TO_ESCAPE, '\\$&') ?? null)
    : values;
  if (!plain.includes(null)) return `{"${plain.join('","')}"}`;
  return `{${plain.map((value) => (value === null ? 'NULL' : `"${value}"`)).join(',')}}`;
}

/** Whole numbers (also as text) as an array literal; null is SQL's null. */
export function numberArray(values: readonly (number | string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

export function booleanArray(values: readonly boolean[]): string {
  return `{${values.map((value) => (value ? 't' : 'f')).join(',')}}`;
}

/** The elements of a numeric array's text, each still text; `NULL` for null. */
export function splitNumbers(text: string): string[] {
  return text.slice(1, -1).split(',');
}

/** Whether PostgreSQL can hold this text: no NUL character, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function requireStorable(text: string): void {
  if (isStorable(text)) return;
  throw new Failure('CONTRACT_BROKEN', {
    message:
      'A text holds a NUL character or half of a surrogate pair, which PostgreSQL cannot store: reject it where it is read.',
  });
}
