import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';

/** Rules that leave what stands there usable: something is missing or too much beside it. */
const harmless = new Set(['required', 'additionalProperties', 'dependentRequired']);

/**
 * Removes, in place, the values that a schema refused, so that the rest can be checked on as if they were not written: one slip
 * must not hide all mistakes behind it. The configuration is refused anyway.
 * @param mistakes with their paths from `root`
 */
export function dropBroken(root: unknown, mistakes: readonly SpecMistake[]): void {
  for (const { path, rule } of mistakes) {
    if (!harmless.has(rule)) drop(root, path);
  }
}

function drop(root: unknown, path: readonly PathSegment[]): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((node, segment) => {
    return isContainer(node) ? (Reflect.get(node, segment) as unknown) : undefined;
  }, root);
  if (last === undefined || !isContainer(parent)) return;
  // The place stays: other items of a list keep theirs, and a name that is used elsewhere is still a name.
  Reflect.set(parent, last, undefined);
}

function isContainer(node: unknown): node is object {
  return typeof node === 'object' && node !== null;
}
