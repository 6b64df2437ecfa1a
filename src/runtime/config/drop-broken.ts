import type { SpecMistake } from '../../pipeline/index.ts';
import { changeAt } from './at-path.ts';

/** Rules that leave what stands there usable: something is missing or too much beside it. */
const harmless = new Set(['required', 'additionalProperties', 'dependentRequired']);

/**
 * Removes, in place, the values that a schema refused, so that the rest can be checked on as if they were not written: one slip
 * must not hide all mistakes behind it. The configuration is refused anyway.
 * @param mistakes with their paths from `root`
 */
export function dropBroken(root: unknown, mistakes: readonly SpecMistake[]): void {
  for (const { path, rule } of mistakes) {
    // The place stays: other items of a list keep theirs, and a name that is used elsewhere is still a name.
    if (!harmless.has(rule)) changeAt(root, path, () => undefined);
  }
}
