/** A value that survives a round trip through JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; a missing field is absent, never `undefined`. */
export interface JsonObject {
  readonly [field: string]: Json;
}

/** A JSON Schema, draft 2020-12. Opaque: only the validator interprets it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** True for plain objects, false for null, arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Like `Array.isArray`, which loses the element type of a read-only list. */
export function isJsonList(value: Json | undefined | null): value is readonly Json[] {
  return Array.isArray(value);
}
