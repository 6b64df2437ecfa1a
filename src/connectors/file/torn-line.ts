import type { FileHandle } from 'node:fs/promises';
import { Failure } from '../../connector-api/index.ts';
import type { Place } from './place.ts';

/** How the lines of a journal begin; of CSV the first, which names the columns. */
const BEGINNINGS = { jsonl: '{"masterKey":"', csv: 'masterKey' } as const;

/**
 * Cuts away what a crash left of a line behind the last whole one. A file that somebody else wrote may end without a line break, too:
 * his last line stays.
 * @param wholeBytes where the last whole line ends
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
  // A line may be torn within its beginning.
  if (!BEGINNINGS[format].startsWith(line)) {
    throw new Failure('TARGET_MISCONFIGURED', {
      message: `The last line of ${file} has no end and is none of the hub's: name a file of its own, or end that line.`,
    });
  }
  await handle.truncate(wholeBytes);
}

/** At most as much as the beginning of a line has. */
async function readBeginning(
  handle: FileHandle,
  format: Place['format'],
  position: number,
): Promise<string> {
  const buffer = Buffer.alloc(BEGINNINGS[format].length);
  const { bytesRead } = await handle.read({ buffer, position });
  return buffer.toString('utf8', 0, bytesRead);
}
