import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../../connector-api/index.ts';
import type { Place } from './place.ts';

/** How the lines of a journal begin; for CSV the first line, which names the columns. */
const BEGINNINGS = { jsonl: '{"masterKey":"', csv: 'masterKey' } as const;

/**
 * Cuts away the part of a line that a crash left after the last complete line. A file written by another program may also end
 * without a line break; its last line stays.
 * @param wholeBytes where the last complete line ends
 * @throws Failure TARGET_MISCONFIGURED when the line is not the hub's
 */
export async function cutTornLine(
  handle: FileHandle,
  { file, format }: Place,
  wholeBytes: number,
): Promise<void> {
  const torn = await readBeginning(handle, format, wholeBytes);
  if (torn === '') return;
  const line = format === 'csv' ? await readBeginning(handle, format, 0) : torn;
  // A line may be torn inside its beginning.
  if (!BEGINNINGS[format].startsWith(line)) {
    throw new Failure('TARGET_MISCONFIGURED', {
      message: `The last line of ${file} is incomplete and was not written by the hub: give the hub its own file, or end that line.`,
    });
  }
  await handle.truncate(wholeBytes);
}

/** Reads at most the length of a line's beginning. */
async function readBeginning(
  handle: FileHandle,
  format: Place['format'],
  position: number,
): Promise<string> {
  const buffer = Buffer.alloc(BEGINNINGS[format].length);
  const { bytesRead } = await handle.read({ buffer, position });
  return buffer.toString('utf8', 0, bytesRead);
}
