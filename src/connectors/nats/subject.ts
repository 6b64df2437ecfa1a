import type { Delivery, JsonObject } from '../../connector-api/index.ts';

/** A protocol line holds 4,096 bytes by default, and the server disconnects clients that send more. */
export const MAX_SUBJECT_BYTES = 2048;

export const DEFAULT_SUBJECT = '{entity}.{key}';

const PLACEHOLDER = /\{(entity|key|masterKey|operation)\}/g;

/** Describes what is wrong with a template; null when it is valid. */
export function templateMistake(template: string, entity: string): string | null {
  const sample = template.replaceAll('{entity}', entity).replace(PLACEHOLDER, 'x');
  if (/[{}]/.test(sample)) return 'it has an unknown placeholder';
  return /^[^\s.*>]+(\.[^\s.*>]+)*$/.test(sample)
    ? null
    : 'it is not a subject, which is words without spaces, * and >, joined by dots';
}

/** Whether each thing has its own subject. */
export function isPerThing(template: string): boolean {
  return /\{(key|masterKey)\}/.test(template);
}

/** Returns the subject of a record. Each placeholder stays one word, whatever the key contains: a dot becomes %2E. */
export function subjectOf(template: string, entity: string, delivery: Delivery): string {
  return template.replace(PLACEHOLDER, (_, name: 'entity' | 'key' | 'masterKey' | 'operation') =>
    name === 'entity' ? entity : toToken(delivery[name]),
  );
}

function toToken(text: string): string {
  return encodeURIComponent(text).replaceAll('.', '%2E').replaceAll('*', '%2A');
}

/**
 * Reads fields out of a subject with a pattern such as `orders.{shop}.{id}`; a placeholder at the end takes all remaining words.
 * @returns null when the subject does not match
 */
export function fieldsOf(pattern: string, subject: string): JsonObject | null {
  const wanted = pattern.split('.');
  const words = subject.split('.');
  if (words.length < wanted.length) return null;
  const last = wanted.length - 1;
  const fields: [string, string][] = [];
  for (const [index, want] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(want)?.[1];
    const isLast = index === last;
    if (name === undefined) {
      if (words[index] !== want || (isLast && words.length > wanted.length)) return null;
    } else {
      fields.push([name, isLast ? words.slice(index).join('.') : (words[index] as string)]);
    }
  }
  return Object.fromEntries(fields);
}
