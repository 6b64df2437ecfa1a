import type { PathSegment } from '../../pipeline/index.ts';

/** What stands at a path; undefined where the path ends in nothing. */
export function valueAt(root: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>(
    (node, segment) => (isContainer(node) ? (Reflect.get(node, segment) as unknown) : undefined),
    root,
  );
}

/** Puts, in place, what `change` makes of the value at a path. @returns false where the path ends in nothing */
export function changeAt(
  root: unknown,
  path: readonly PathSegment[],
  change: (value: unknown) => unknown,
): boolean {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || !isContainer(parent)) return false;
  return Reflect.set(parent, last, change(Reflect.get(parent, last)));
}

function isContainer(node: unknown): node is object {
  return typeof node === 'object' && node !== null;
}
