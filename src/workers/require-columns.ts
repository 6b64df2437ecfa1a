import { Failure } from '../domain/index.ts';
import type { PrepareJob } from './job.ts';

const MAX_COLUMNS_TOLD = 30;

/**
 * Requires the columns of a table that its rows need. Without the key or the version every row would be rejected, and a misspelt
 * column of numbers or dates would be imported as text, which would be noticed in the target at best.
 * @throws Failure IMPORT_UNREADABLE
 */
export function requireColumns(
  file: string,
  { reading, from: { key, version, created } }: PrepareJob,
  columns: readonly (string | null)[],
): void {
  const needed = [
    key,
    ...(version === null || created !== undefined ? [] : [version]),
    ...[...reading.numbers, ...reading.decimalComma, ...reading.germanDates],
  ];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length === 0) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} has no column ${missing.join(', ')}. It must have those of the stream's key and version, and all that are declared to hold numbers or dates; its columns are: ${columns.slice(0, MAX_COLUMNS_TOLD).join(', ')}.`,
  });
}
