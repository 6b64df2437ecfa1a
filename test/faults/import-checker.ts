import type { ImportCounts } from '../../src/domain/index.ts';
import type { Violation } from './checker.ts';
import { wrongRejects } from './rejects.ts';

/** What one import had to do, and what the hub reports about it. */
export interface ImportHistory {
  readonly stream: string;
  readonly name: string;
  readonly rows: number;
  readonly brokenLines: readonly number[];
  /** The last status that the hub reported; null when the import never started. */
  readonly status: {
    readonly state: string;
    readonly counts: ImportCounts;
    readonly lastError?: { readonly message: string } | null;
  } | null;
  /** Line numbers kept as dead letters. */
  readonly letters: readonly number[];
  /** Line numbers in the file of rejected rows. */
  readonly rejected: readonly number[];
}

/**
 * Returns every broken rule of an import: it finishes, its counts match its file, and each broken row is rejected once, in both
 * places. The histories of log and lane show whether its good rows arrive.
 */
export function importViolations(history: ImportHistory): Violation[] {
  const { stream, name, rows, brokenLines, status, letters, rejected } = history;
  const violation = (rule: Violation['rule'], evidence: string): Violation => {
    return { lane: `${stream}/import`, rule, key: name, evidence };
  };
  if (status?.state !== 'finished') {
    const { state = 'never started', lastError } = status ?? {};
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
      violation('rejects', `dead letters: ${wrong}`),
    ),
    ...wrongRejects(due, linesIn(rejected)).map((wrong) =>
      violation('rejects', `rejects file: ${wrong}`),
    ),
  ];
}
