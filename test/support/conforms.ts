import { test } from 'node:test';
import { conformance } from '../../src/testing/index.ts';
import type { Effect, Faults, Subject } from '../../src/testing/index.ts';
import type { Proxy } from '../../bench/support/proxy.ts';

/** Tests a kind of the project by the checks that its users have for their own kinds. */
export function conforms(kind: string, subject: Subject): void {
  for (const { title, run } of conformance(subject)) test(`${kind}: ${title}`, run);
}

/** The faults of a system that is reached through this proxy. */
export function faultsOf(proxy: Proxy): Faults {
  return {
    away: async () => proxy.change('refusing'),
    silent: async () => proxy.swallow(),
    unanswered: async () => proxy.swallowAnswers(),
    back: async () => proxy.change('clear'),
  };
}

/** The content of a thing in these tests: `name` holds its key and its state. */
export function named(key: string, state: number): { readonly name: string } {
  return { name: `${key} v${state}` };
}

/** Reads an effect from the name of a document. */
export function effectOf(name: string, isGone = false): Effect {
  const [, key = name, state] = /^(.*) v(\d+)$/s.exec(name) ?? [];
  return { key, state: isGone ? 'gone' : Number(state) };
}
