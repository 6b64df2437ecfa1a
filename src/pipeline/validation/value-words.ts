const MAX_SHOWN = 40;

/** Formats a value of a schema (never of a document) as JSON. */
export function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

/**
 * Describes a document's value in a message. Of a long text it gives only the length: the text may be personal, and messages reach
 * logs. Rules for free text (length, pattern) do not show the value at all.
 */
export function valueWords(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return shown(value);
  return value.length <= MAX_SHOWN
    ? `the text ${JSON.stringify(value)}`
    : `a text of ${value.length} characters`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** Describes the value of a `type` keyword: `text`, `a number or null`. */
export function typeWords(type: unknown): string {
  const names: readonly unknown[] = Array.isArray(type) ? type : String(type).split(',');
  return names.map((name) => typeNames[String(name)] ?? String(name)).join(' or ');
}
