import type { ImportState, ImportStatus } from '../domain/index.ts';
import { plainLine } from './plain-text.ts';
import { bytes, count, duration } from './words.ts';

const BAR_CELLS = 24;
const CLEAR_LINE_END = '\u001b[K';

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** Formats the progress of an import in one line: bar, rows, bytes, rate, time left, rejected rows. */
export function progressLine(status: ImportStatus): string {
  const { id, state, counts, bytesDone, bytesTotal, rowsPerSecond, leftMs } = status;
  const share = bytesTotal === 0 ? 0 : Math.min(1, bytesDone / bytesTotal);
  const cells = Math.round(share * BAR_CELLS);
  const bar = `[${'#'.repeat(cells)}${'.'.repeat(BAR_CELLS - cells)}]`;
  const parts = [
    `import ${id} ${bar} ${Math.floor(share * 100)} %`,
    `${count(counts.read)} rows`,
    `${bytes(bytesDone)} of ${bytes(bytesTotal)}`,
  ];
  if (state !== 'running') parts.push(state);
  if (rowsPerSecond > 0) parts.push(`${count(rowsPerSecond)}/s`);
  if (leftMs !== null) parts.push(`${duration(leftMs)} left`);
  parts.push(`${count(counts.rejected)} rejected`);
  return parts.join('  ');
}

/** Shows progress in one line of a terminal; without a terminal, nothing. */
export class ProgressBar {
  readonly #out: Output;

  constructor(out: Output) {
    this.#out = out;
  }

  show(status: ImportStatus): void {
    if (!this.#out.isTTY) return;
    const line = plainLine(progressLine(status)).slice(0, Math.max(20, this.#out.columns - 1));
    this.#out.write(`\r${line}${CLEAR_LINE_END}`);
  }

  clear(): void {
    if (this.#out.isTTY) this.#out.write(`\r${CLEAR_LINE_END}`);
  }
}

/** Says why an import is waiting; null when it is not. */
export function waitNote({ id, state, lastError }: ImportStatus): string | null {
  if (state !== 'waiting' || lastError === null) return null;
  return `import ${id} is waiting and will retry automatically: ${lastError.message}`;
}

const STATES: Partial<Record<ImportState, string>> = { running: 'runs', failed: 'has failed' };

/** Summarises an import in one sentence. */
export function importSummary(status: ImportStatus): string {
  const { id, source, stream, state, counts, createdAtMs, finishedAtMs, rejectsFile } = status;
  const took = duration((finishedAtMs ?? Date.now()) - createdAtMs);
  const where = rejectsFile === null ? '`stellwerk dead-letters list`' : rejectsFile;
  const rejected =
    counts.rejected === 0 ? '' : `; reasons for the ${count(counts.rejected)} rejected: ${where}`;
  return `import ${id} of ${source} into ${stream} ${STATES[state] ?? `is ${state}`}: ${count(counts.read)} ${counts.read === 1 ? 'row' : 'rows'} read, ${count(counts.stored)} stored, ${count(counts.rejected)} rejected, ${took}${rejected}`;
}
