import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Json, JsonObject } from '../../domain/index.ts';
import { Failure, isJsonObject, moduleProblem } from '../../domain/index.ts';
import type { Mapping } from './mapping.ts';

/**
 * Loads a module whose default export is `(document, meta) => object | null`. A changed file is loaded again; the old module stays
 * in memory, since Node cannot unload modules.
 * @param edition distinguishes it from a module of the same name that was loaded before. Default: the file's modification time
 * @throws Failure CONFIG_INVALID when it is missing, does not load or exports no function
 */
export async function loadMappingModule(file: string, edition?: string): Promise<Mapping> {
  const exported = await importDefault(file, edition);
  if (typeof exported !== 'function') {
    throw new Failure('CONFIG_INVALID', {
      message: `Mapping module ${file} must export a function as default: export default (document, meta) => ({ … })`,
    });
  }
  const mapping = moduleMapping(exported as (...given: Parameters<Mapping>) => unknown);
  return Object.assign(mapping, { mayRunLong: true });
}

async function importDefault(file: string, edition: string | undefined): Promise<unknown> {
  try {
    const query =
      edition === undefined ? `changed=${(await stat(file)).mtimeMs}` : `edition=${edition}`;
    const module = (await import(`${pathToFileURL(file).href}?${query}`)) as {
      default?: unknown;
    };
    return module.default;
  } catch (thrown) {
    throw new Failure('CONFIG_INVALID', {
      message: `Mapping module ${file} does not load: ${moduleProblem(thrown)}`,
      cause: thrown,
    });
  }
}

/**
 * Guards an operator's mapping function: whatever it throws becomes MAPPING_FAILED, and its result must be a JSON object or null.
 * Fields that are `undefined` count as absent.
 */
export function moduleMapping(map: (...given: Parameters<Mapping>) => unknown): Mapping {
  return (document, meta) => {
    let result: unknown;
    try {
      result = map(document, meta);
    } catch (thrown) {
      throw Failure.from(thrown, 'MAPPING_FAILED');
    }
    if (result === null) return null;
    if (result instanceof Promise) {
      // Nothing awaits it; without a handler its rejection would end the process.
      result.catch(() => undefined);
      throw refused('it must not be async: look things up in the target or in a lookup file');
    }
    if (!isPlainObject(result))
      throw refused('it must return an object, or null to skip the record');
    return jsonObject(result, '');
  };
}

/** Returns the object itself when it is pure JSON, else a copy without its undefined fields. */
function jsonObject(object: Readonly<Record<string, unknown>>, path: string): JsonObject {
  let copy: Record<string, Json> | null = null;
  for (const name of Object.keys(object)) {
    const value = object[name];
    const checked =
      value === undefined ? undefined : json(value, path === '' ? name : `${path}.${name}`);
    if (checked === value && value !== undefined) continue;
    copy ??= { ...(object as JsonObject) };
    if (checked === undefined) delete copy[name];
    else copy[name] = checked;
  }
  return copy ?? (object as JsonObject);
}

function json(value: unknown, path: string): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return jsonList(value, path);
  if (isPlainObject(value)) return jsonObject(value, path);
  throw refused(`${path} is ${nameOf(value)}, which JSON cannot represent`);
}

function jsonList(list: readonly unknown[], path: string): readonly Json[] {
  const checked = list.map((item, index) => json(item, `${path}[${index}]`));
  return checked.every((item, index) => item === list[index]) ? (list as readonly Json[]) : checked;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor.name}`;
  return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}

function refused(reason: string): Failure {
  return new Failure('MAPPING_FAILED', {
    message: `The mapping module's result cannot be used: ${reason}.`,
  });
}
