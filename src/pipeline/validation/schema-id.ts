import { createHash } from 'node:crypto';
import type { JsonObject, JsonSchema } from '../../domain/index.ts';
import { canonicalJson } from '../../domain/index.ts';

/** Returns an id that depends only on the schema's content. */
export function schemaIdOf(schema: JsonSchema | null): string | null {
  if (schema === null) return null;
  return createHash('sha256')
    .update(canonicalJson(schema as JsonObject))
    .digest('base64url');
}
