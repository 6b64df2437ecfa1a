import type { PathSegment } from '../../pipeline/index.ts';

/** Returns the value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>(
    (node, segment) => (isContainer(node) ? (Reflect.get(node, segment) as unknown) : undefined),
    root,
  );
}

/** Replaces the value at a path, in place, by what `change` makes of it. @returns false when the path does not exist */
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
