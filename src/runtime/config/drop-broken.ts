import type { SpecMistake } from '../../pipeline/index.ts';
import { changeAt } from './at-path.ts';

/** Rules whose violation leaves the value usable: something is missing, or there is too much. */
const harmless = new Set(['required', 'additionalProperties', 'dependentRequired']);

/**
 * Removes, in place, the values that a schema refused, so that the rest can be checked as if they were absent: one slip
 * must not hide all mistakes behind it. The configuration is refused anyway.
 * @param mistakes with their paths from `root`
 */
export function dropBroken(root: unknown, mistakes: readonly SpecMistake[]): void {
  for (const { path, rule } of mistakes) {
    // The place stays: other items of a list keep theirs, and a name used elsewhere is still defined.
    if (!harmless.has(rule)) changeAt(root, path, () => undefined);
  }
}
