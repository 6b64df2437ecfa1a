import type { Difference } from './dead-letter.ts';
import type { Json, JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';

/** Lists the changes between two documents, in the field order of the new one; nested fields have a dotted path. */
export function differencesBetween(before: JsonObject, after: JsonObject): Difference[] {
  return compare(before, after, '');
}

function compare(before: JsonObject, after: JsonObject, prefix: string): Difference[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => compareField(before[name], after[name], prefix + name));
}

function compareField(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
): Difference[] {
  if (isJsonObject(before) && isJsonObject(after)) return compare(before, after, `${path}.`);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}
