import type { ImportCounts } from '../../src/domain/index.ts';
import type { Violation } from './checker.ts';
import { wrongRejects } from './rejects.ts';

/** What one import was to do, and what the hub says became of it. */
export interface ImportHistory {
  readonly stream: string;
  readonly name: string;
  readonly rows: number;
  readonly brokenLines: readonly number[];
  /** As the hub told it last; null when it never began. */
  readonly status: {
    readonly state: string;
    readonly counts: ImportCounts;
    readonly lastError?: { readonly message: string } | null;
  } | null;
  /** Lines that are kept as dead letters. */
  readonly letters: readonly number[];
  /** Lines in the file of rejected rows. */
  readonly rejected: readonly number[];
}

/**
 * Every broken rule of an import: it finishes, its counts are those of its file, and each broken row is rejected once, in both places. Whether
 * its good rows arrive is told by the histories of log and lane.
 */
export function importViolations(history: ImportHistory): Violation[] {
  const { stream, name, rows, brokenLines, status, letters, rejected } = history;
  const violation = (rule: Violation['rule'], evidence: string): Violation => {
    return { lane: `${stream}/import`, rule, key: name, evidence };
  };
  if (status?.state !== 'finished') {
    const { state = 'never begun', lastError } = status ?? {};
    return [violation('unfinished', `${state} ${lastError?.message ?? ''}`)];
  }
  const { read, stored, rejected: refused } = status.counts;
  const isCounted = stored === rows && refused === brokenLines.length && read === stored + refused;
  const due = brokenLines.map((line) => `line ${line}`);
  const linesIn = (lines: readonly number[]) => lines.map((line) => `line ${line}`);
  return [
    ...(isCounted
      ? []
      : [
          violation(
            'counts',
            `${rows} good, ${brokenLines.length} broken; counted ${read} read, ${stored} stored, ${refused} rejected`,
          ),
        ]),
    ...wrongRejects(due, linesIn(letters)).map((wrong) =>
      violation('rejects', `dead letters, ${wrong}`),
    ),
    ...wrongRejects(due, linesIn(rejected)).map((wrong) =>
      violation('rejects', `rejects file, ${wrong}`),
    ),
  ];
}
