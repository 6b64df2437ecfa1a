import type { Json, JsonObject } from './json.ts';
import { isJsonObject } from './json.ts';

/**
 * Levels of objects and lists that a record may have. No real document comes close, while one of a few thousand, which is a few
 * kilobytes, exhausts the stack of every function that walks it, JSON.stringify included.
 */
export const MAX_NESTING = 500;

/** Why a value that is nested deeper than the hub accepts is refused. */
export const tooDeep = `it is nested more than ${MAX_NESTING} levels deep`;

/** Whether a value is nested deeper than the hub accepts. */
export function isTooDeep(value: Json, levels = MAX_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const below = levels - 1;
  if (Array.isArray(value)) return value.some((child: Json) => isTooDeep(child, below));
  // Without a list of the fields: every record is checked.
  const fields = value as JsonObject;
  for (const name in fields) if (isTooDeep(fields[name] ?? null, below)) return true;
  return false;
}

/** Returns a value as JSON for display. What is nested too deep is replaced by `…`. */
export function shownJson(value: Json): string {
  return JSON.stringify(isTooDeep(value) ? cutOff(value, MAX_NESTING) : value);
}

function cutOff(value: Json, levels: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (!isJsonObject(value)) return value.map((child) => cutOff(child, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, cutOff(child, levels - 1)]),
  );
}
