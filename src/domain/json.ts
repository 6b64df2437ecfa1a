/** A value that survives a round trip through JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; absent fields are absent, never `undefined`. */
export interface JsonObject {
  readonly [field: string]: Json;
}

/** A JSON Schema, draft 2020-12. Kept opaque: only the validator looks inside. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** True for plain objects, false for null, arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` forgets what a read-only list holds. */
export function isJsonList(value: Json | undefined | null): value is readonly Json[] {
  return Array.isArray(value);
}
