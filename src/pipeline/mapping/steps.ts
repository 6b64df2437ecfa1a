import type { Json } from '../../domain/index.ts';
import { isJsonList } from '../../domain/index.ts';
import type { ConversionKind, Convert } from './conversion.ts';
import { Unconvertible } from './conversion.ts';
import type { LookupTable } from './lookup.ts';
import type { MappingMeta } from './mapping.ts';
import { Problem, shortly } from './problem.ts';

/** The context that all parts of one mapping run share. */
export interface Run {
  readonly root: Json;
  readonly meta: MappingMeta;
}

/** One step of a field; undefined makes the field absent. Throws Problem. */
export type Step = (value: Json, run: Run) => Json | undefined;

/** Maps the fields of one object, or of one item of a list. */
export type MapFields = (here: Json, run: Run) => Record<string, Json>;

export function convertStep(name: string, kind: ConversionKind, convert: Convert): Step {
  const one = (value: Json): Json | undefined => {
    try {
      return value === null ? null : convert(value);
    } catch (thrown) {
      if (!(thrown instanceof Unconvertible)) throw thrown;
      throw new Problem(
        name,
        value,
        `${shortly(value)} cannot be converted by ${name}: ${thrown.message}`,
      );
    }
  };
  return kind.takesLists ? one : itemByItem(one);
}

/** @param lenient true when the field has a default for values that are not in the table */
export function lookupStep(table: LookupTable, lenient: boolean): Step {
  return itemByItem((value) => {
    if (value === null) return null;
    const found = typeof value === 'object' ? undefined : table.get(String(value));
    if (found !== undefined || lenient) return found;
    throw new Problem('lookup', value, `${shortly(value)} is not in the lookup table`);
  });
}

export function eachStep(map: MapFields): Step {
  return (value, run) => {
    if (value === null) return null;
    if (!isJsonList(value)) throw new Problem('each', value, `${shortly(value)} is not a list`);
    return value.map((item, index) => within(index, () => map(item, run)));
  };
}

export function fieldsStep(map: MapFields): Step {
  return (value, run) => {
    if (value === null) return null;
    if (typeof value !== 'object')
      throw new Problem('fields', value, `${shortly(value)} is not an object`);
    const fields = map(value, run);
    return hasFields(fields) ? fields : undefined;
  };
}

/** Whether an object has any field; an object whose fields are all absent is absent itself. */
export function hasFields(fields: Readonly<Record<string, Json>>): boolean {
  for (const _name in fields) return true;
  return false;
}

/** Calls a function, and adds its place to the Problem that it may throw. */
function within<T>(segment: number, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    throw thrown instanceof Problem ? thrown.within(segment) : thrown;
  }
}

function itemByItem(one: (value: Json) => Json | undefined): Step {
  return (value) => {
    if (!isJsonList(value)) return one(value);
    return value
      .map((item, index) => within(index, () => one(item)))
      .filter((item) => item !== undefined);
  };
}
