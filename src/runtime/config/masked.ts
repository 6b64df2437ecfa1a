import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import type { PathSegment } from '../../pipeline/index.ts';
import { pathText } from '../../pipeline/index.ts';
import { valueAt } from './at-path.ts';
import { maskUrls } from './redact.ts';
import { rootSchema } from './schema.ts';
import { webhooksSchema } from './webhook-schema.ts';

const MASK = '***';

/** The kinds of the configured connectors, by the connectors' names. */
export type KindsByName = ReadonlyMap<string, ConnectorKind>;

/**
 * Returns the effective configuration without its secrets: values from `${…}`, values that a kind declares secret, and
 * passwords in URLs.
 * @param secret paths (as text) of values that came from references
 * @param mark text to append to a mask, made from what it hides. Default: nothing
 */
export function maskSecrets(
  value: unknown,
  secret: ReadonlySet<string>,
  kinds: KindsByName,
  mark: (hidden: unknown) => string = () => '',
): unknown {
  function visit(node: unknown, at: readonly PathSegment[]): unknown {
    if (secret.has(pathText(at)) || isDeclaredSecret(value, at, kinds)) return MASK + mark(node);
    if (typeof node === 'string') {
      const masked = maskUrls(node);
      return masked === node ? node : masked + mark(node);
    }
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...at, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [name, visit(child, [...at, name])]),
    );
  }
  return visit(value, []);
}

/** Returns texts under `x-secret` that are in the file itself: no message may repeat them. */
export function declaredSecrets(value: unknown, kinds: KindsByName): readonly string[] {
  const found: string[] = [];
  function visit(node: unknown, at: readonly PathSegment[], inSecret: boolean): void {
    const secret = inSecret || isDeclaredSecret(value, at, kinds);
    if (typeof node === 'string' && secret) found.push(node);
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) {
      visit(child, [...at, Array.isArray(node) ? Number(name) : name], secret);
    }
  }
  visit(value, [], false);
  return found;
}

/** `x-secret: true` in the schema of the setting, or of the kind's own option in `from` or `to`. */
function isDeclaredSecret(root: unknown, at: readonly PathSegment[], kinds: KindsByName): boolean {
  const [section, name, ...rest] = at;
  if (section === 'hub') return isSecretIn(rootSchema, at);
  if (section === 'connectors') {
    if (rest[0] === 'webhooks') return isSecretIn(webhooksSchema, rest.slice(1));
    return isSecretIn(kinds.get(String(name))?.settings, rest);
  }
  if (section !== 'streams') return false;
  const [side, index, ...option] = rest;
  const entryPath = side === 'from' ? at.slice(0, 3) : at.slice(0, 4);
  const kind = kinds.get(String(valueAt(root, [...entryPath, 'connector'])));
  if (side === 'from' && index !== undefined) {
    return isSecretIn({ properties: kind?.sourceOptions }, [index, ...option]);
  }
  return side === 'to' && isSecretIn({ properties: kind?.targetOptions }, option);
}

function isSecretIn(schema: JsonSchema | undefined, path: readonly PathSegment[]): boolean {
  if (schema === undefined || path.length === 0) return false;
  return schemasAt(schema, path).some((found) => found['x-secret'] === true);
}

/** Returns every schema that applies to the value at a path. */
function schemasAt(schema: JsonSchema, path: readonly PathSegment[]): JsonSchema[] {
  const [next, ...rest] = path;
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap(
    (word) => (schema[word] as readonly JsonSchema[] | undefined) ?? [],
  );
  const below = branches.flatMap((branch) => schemasAt(branch, path));
  if (next === undefined) return [schema, ...below];
  const { properties, items, additionalProperties } = schema as {
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    additionalProperties?: JsonSchema | boolean;
  };
  const child = typeof next === 'number' ? items : (properties?.[next] ?? additionalProperties);
  return typeof child === 'object' ? [...schemasAt(child, rest), ...below] : below;
}
