import type { ActorRef } from '../../actors/index.ts';

/**
 * Whether both are the same running part. A stream that stays is the same part even when its plan has other lanes or
 * another schedule.
 */
export function isSamePart(one: object | undefined, other: object | undefined): boolean {
  return one !== undefined && other !== undefined && workOf(one) === workOf(other);
}

function workOf(part: object): unknown {
  return 'effects' in part ? part.effects : part;
}

/** Returns the parts of one landscape that are missing in the other or have been replaced there; by name. */
export function onlyIn<T extends object>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  return new Map(Array.from(one).filter(([name, part]) => !isSamePart(other.get(name), part)));
}

/** Returns the names of parts that are no longer configured, and of parts that restart. */
export function namesLeaving(
  former: ReadonlyMap<string, unknown>,
  next: readonly { readonly name: string }[],
  begin: ReadonlySet<string>,
): readonly string[] {
  const names = new Set(next.map(({ name }) => name));
  return Array.from(former.keys()).filter((name) => !names.has(name) || begin.has(name));
}

export function actorsOf(kind: ActorRef['kind'], names: Iterable<string>): readonly ActorRef[] {
  return Array.from(names, (name) => ({ kind, name }));
}
