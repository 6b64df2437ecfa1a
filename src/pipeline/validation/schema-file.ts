import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { JsonSchema } from '../../domain/index.ts';
import { Failure, fileProblem, isJsonObject, textOf } from '../../domain/index.ts';

/**
 * Reads a schema from a JSON or YAML file. Another file named by a `$ref` (`./address.json#/$defs/street`, relative to the folder of
 * the file that names it) is bundled into `$defs`, so that the result is self-contained.
 * @throws Failure CONFIG_INVALID naming the file that is missing, unreadable or not an object
 */
export async function loadSchema(file: string): Promise<JsonSchema> {
  const root = path.resolve(file);
  const files = await readAll(root);
  const base = (of: string): string => (of === root ? '#' : `#/$defs/${names.get(of) ?? ''}`);
  const others = [...files.keys()].filter((other) => other !== root);
  const names = new Map(
    others.map((other, index) => [other, `${path.parse(other).name}-${index}`]),
  );
  const rewritten = (of: string): JsonSchema => {
    const target = (ref: string): string => base(fileOf(ref, of)) + fragmentOf(ref);
    return withRefs(files.get(of) ?? {}, target) as JsonSchema;
  };
  const schema = rewritten(root);
  if (others.length === 0) return schema;
  const bundled = others.map((other) => [names.get(other) ?? '', anonymous(rewritten(other))]);
  return {
    ...schema,
    $defs: { ...(schema.$defs as object | undefined), ...Object.fromEntries(bundled) },
  };
}

/** Reads the file and all files that it refers to, each once. Cycles are allowed. */
async function readAll(root: string): Promise<ReadonlyMap<string, JsonSchema>> {
  const files = new Map<string, JsonSchema>();
  const waiting = [root];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    const content = await readSchema(file);
    files.set(file, content);
    const from = file;
    withRefs(content, (ref) => {
      waiting.push(fileOf(ref, from));
      return ref;
    });
  }
  return files;
}

async function readSchema(file: string): Promise<JsonSchema> {
  let content: unknown;
  try {
    content = parse(textOf(await readFile(file)));
  } catch (thrown) {
    throw new Failure('CONFIG_INVALID', {
      message: `Schema ${file} cannot be read: ${fileProblem(thrown)}`,
      cause: thrown,
    });
  }
  if (isJsonObject(content)) return content;
  throw new Failure('CONFIG_INVALID', { message: `Schema ${file} must hold an object.` });
}

/** Copies a schema and replaces every reference to a file, including references within its own. */
function withRefs(node: unknown, replace: (ref: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => withRefs(item, replace));
  if (!isJsonObject(node)) return node;
  const entries = Object.entries(node).map(([word, value]) => {
    const isRef = word === '$ref' && typeof value === 'string' && pointsToFile(value);
    return [word, isRef ? replace(value) : withRefs(value, replace)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether a reference is relative to a file. References with a scheme or to an anchor are not. */
function pointsToFile(ref: string): boolean {
  return ref === '#' || ref.startsWith('#/') || /^[^:#]+\.(json|ya?ml)(#|$)/.test(ref);
}

function fileOf(ref: string, from: string): string {
  const [target = ''] = ref.split('#');
  return target === '' ? from : path.resolve(path.dirname(from), target);
}

function fragmentOf(ref: string): string {
  const at = ref.indexOf('#');
  return at === -1 ? '' : ref.slice(at + 1);
}

/** Removes the `$id` of a schema: inside a bundle it would change the base of its references. */
function anonymous(schema: JsonSchema): JsonSchema {
  const { $id: _id, $schema: _dialect, ...rest } = schema;
  return rest;
}
