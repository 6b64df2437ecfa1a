import type { JsonSchema } from '../../domain/index.ts';
import type { PathSegment } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';
import type { Catalog } from './kinds.ts';

const MASK = '***';

/**
 * The effective configuration without its secrets: what came from `${…}`, what a kind declares secret, and passwords in URLs.
 * @param secret paths (as text) of values that came from references
 */
export function maskSecrets(
  value: unknown,
  secret: ReadonlySet<string>,
  catalog: Catalog,
): unknown {
  function visit(node: unknown, at: readonly PathSegment[]): unknown {
    if (secret.has(pathText(at)) || isDeclaredSecret(value, at, catalog)) return MASK;
    if (typeof node === 'string') return node.replace(/(:\/\/[^:/@\s]*):[^@/\s]*@/g, `$1:${MASK}@`);
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...at, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [name, visit(child, [...at, name])]),
    );
  }
  return visit(value, []);
}

/** `x-secret: true` anywhere on the way through the kind's schema. */
function isDeclaredSecret(root: unknown, at: readonly PathSegment[], catalog: Catalog): boolean {
  const [section, name, ...rest] = at;
  if (section !== 'connectors' || rest.length === 0) return false;
  const connectors = (root as { connectors?: Record<string, { kind?: string }> }).connectors ?? {};
  const kind = catalog.get(connectors[String(name)]?.kind ?? '');
  return (
    kind !== undefined &&
    schemasAt(kind.settings, rest).some((schema) => schema['x-secret'] === true)
  );
}

function schemasAt(schema: JsonSchema, path: readonly PathSegment[]): JsonSchema[] {
  const [next, ...rest] = path;
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (word) => (schema[word] as readonly JsonSchema[] | undefined) ?? [],
  );
  const below = branches.flatMap((branch) => schemasAt(branch, path));
  if (next === undefined) return [schema, ...below];
  const {
    properties = {},
    items,
    additionalProperties,
  } = schema as {
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    additionalProperties?: JsonSchema | boolean;
  };
  const child = typeof next === 'number' ? items : (properties[next] ?? additionalProperties);
  return typeof child === 'object' ? [...schemasAt(child, rest), ...below] : below;
}
