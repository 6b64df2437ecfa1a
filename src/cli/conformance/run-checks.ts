import { styleText } from 'node:util';
import { Failure } from '../../domain/index.ts';
import type { Check } from '../../testing/index.ts';
import { plainText } from '../plain-text.ts';

/** What the checks of one side of a connector found. */
export interface Finding {
  /** `connector`, `stream NAME` or `lane NAME`. */
  readonly part: string;
  readonly promise: string;
  readonly result: 'kept' | 'broken' | 'skipped';
  /** What was seen instead, or why it was skipped; null if the promise is kept. */
  readonly why: string | null;
  /** Where the contract says so. */
  readonly at: string;
}

/** Runs checks one after the other, and reports each as soon as it is done. */
export async function runChecks(
  part: string,
  checks: readonly Check[],
  report: (finding: Finding) => void,
): Promise<void> {
  for (const { title, at, run } of checks) {
    let why: string | null = null;
    let result: Finding['result'] = 'kept';
    try {
      await run({
        skip(reason = '') {
          [result, why] = ['skipped', reason];
        },
      });
    } catch (error) {
      const { seen } = Failure.from(error).details;
      [result, why] = ['broken', typeof seen === 'string' ? seen : String(error)];
    }
    report({ part, promise: title, result, why, at });
  }
}

const MARKS = {
  kept: ['✓', 'green'],
  broken: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const;

export function findingText({ promise, result, why, at }: Finding): string {
  const [mark, style] = MARKS[result];
  const line = `  ${styleText(style, mark, { stream: process.stdout })} ${promise}`;
  if (result === 'kept') return line;
  const reason = result === 'skipped' ? `not checked: ${why}` : `${why}\n    See ${at}.`;
  return `${line}\n    ${plainText(reason)}`;
}
