import { Failure } from '../domain/index.ts';
import { missingColumns } from '../formats/index.ts';
import type { PrepareJob } from './job.ts';

const MAX_COLUMNS_TOLD = 30;

/** Requires the columns of a table that its rows need. @throws Failure IMPORT_UNREADABLE */
export function requireColumns(
  file: string,
  { reading, from }: PrepareJob,
  columns: readonly (string | null)[],
): void {
  const missing = missingColumns(from, reading, columns);
  if (missing.length === 0) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} has no column ${missing.join(', ')}. It must have those of the stream's key and version, and all that are declared to hold numbers or dates; its columns are: ${columns.slice(0, MAX_COLUMNS_TOLD).join(', ')}.`,
  });
}
