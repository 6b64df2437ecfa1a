import path from 'node:path';
import type { JsonSchema } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import type { RawTarget } from './raw.ts';
import { MODULE, schemaOf } from './load-parts.ts';
import { readYaml } from './yaml-file.ts';

/**
 * Returns what is known of the documents that a lane sends: their own schema; else the source's if they are not mapped;
 * else the names in the field list, with the source's schema for fields that are copied unchanged. Null for the output
 * of a module.
 */
export async function mappedSchema(
  { validate, map }: Pick<RawTarget, 'validate' | 'map'>,
  source: JsonSchema | null,
  baseDir: string,
): Promise<JsonSchema | null> {
  if (validate !== undefined) return schemaOf(validate, baseDir);
  if (map === undefined) return source;
  if (typeof map !== 'string') return schemaOfFields(map, source);
  if (MODULE.test(map)) return null;
  const { value } = await readYaml(path.resolve(baseDir, map));
  return isJsonObject(value) ? schemaOfFields(value, source) : null;
}

function schemaOfFields(
  fields: Readonly<Record<string, unknown>>,
  source: JsonSchema | null,
): JsonSchema {
  const root: Branch = { properties: {} };
  for (const [target, rule] of Object.entries(fields)) {
    if (target !== '*') put(root, target.split('.'), plainSchema(rule, source));
  }
  // Definitions that fields copied unchanged refer to.
  const { $defs, definitions } = source ?? {};
  return {
    type: 'object',
    ...root,
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

type Branch = { readonly properties: Record<string, JsonSchema> };

function put({ properties }: Branch, [name = '', ...rest]: readonly string[], leaf: JsonSchema) {
  if (rest.length === 0) {
    properties[name] = leaf;
    return;
  }
  const branch = properties[name] ?? { type: 'object', properties: {} };
  properties[name] = branch;
  if (isBranch(branch)) put(branch, rest, leaf);
}

function isBranch(schema: JsonSchema): schema is JsonSchema & Branch {
  return isJsonObject(schema.properties);
}

/** A field that is copied unchanged has its schema of the source; of others only the name is known. */
function plainSchema(rule: unknown, source: JsonSchema | null): JsonSchema {
  const from = isJsonObject(rule) && Object.keys(rule).length === 1 ? rule.from : rule;
  const properties = source?.properties;
  if (typeof from !== 'string' || !isJsonObject(properties)) return {};
  const found = properties[from];
  return isJsonObject(found) ? found : {};
}
