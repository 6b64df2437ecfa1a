import type { Json, JsonObject } from '../../domain/index.ts';

/** Returns JSON as text for a field of a message; empty for undefined. */
export function jsonText(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value);
}

export function readJson(text: string): Json | undefined {
  return text === '' ? undefined : (JSON.parse(text) as Json);
}

export function readObject(text: string): JsonObject | null {
  return text === '' ? null : (JSON.parse(text) as JsonObject);
}
