import type { JsonObject } from '../../domain/index.ts';
import type { SharedField, Side } from './merge.ts';
import { same } from './same.ts';

/** The shared fields, as a side calls them. */
export function namesOf(shared: readonly SharedField[], side: Side): string[] {
  return shared.map(({ names }) => names[side]);
}

export function pick(document: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, document[name] ?? null]));
}

/** Whether one means the same by all fields of the other. */
export function agrees(one: JsonObject, other: JsonObject): boolean {
  return Object.entries(other).every(([name, value]) => same(one[name], value));
}
