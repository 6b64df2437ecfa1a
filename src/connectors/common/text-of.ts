import type { Json } from '../../connector-api/index.ts';

/** A text or number of an answer as text, such as an id; empty for anything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
