import type { ActorRef } from '../../actors/index.ts';

/** Whether they are one at work. A stream that stays is so by another plan, of which its lanes or its schedule are others. */
export function isSamePart(one: object | undefined, other: object | undefined): boolean {
  return one !== undefined && other !== undefined && workOf(one) === workOf(other);
}

function workOf(part: object): unknown {
  return 'effects' in part ? part.effects : part;
}

/** Those of one landscape that are not in the other, or have another in their place there; by their names. */
export function onlyIn<T extends object>(
  one: ReadonlyMap<string, T>,
  other: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  return new Map(Array.from(one).filter(([name, part]) => !isSamePart(other.get(name), part)));
}

/** Names of those that are configured no more, and of those that begin anew. */
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
