import type { JsonObject } from '../../domain/index.ts';
import type { SharedField, Side } from './merge.ts';
import { same } from './same.ts';

/** Returns the names of the shared fields on one side. */
export function namesOf(shared: readonly SharedField[], side: Side): string[] {
  return shared.map(({ names }) => names[side]);
}

export function pick(document: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, document[name] ?? null]));
}

/** Whether the first means the same as the other in every field of the other. */
export function agrees(one: JsonObject, other: JsonObject): boolean {
  return Object.entries(other).every(([name, value]) => same(one[name], value));
}
