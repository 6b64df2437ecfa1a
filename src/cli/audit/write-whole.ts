import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../exit.ts';

/**
 * Writes a file that only its owner can read, under a temporary name until it is complete, so that nobody uses half of it.
 * @throws CliError usage if the path is something other than a file, such as a folder or a device, since it would be replaced
 */
export async function writeWhole(
  file: string,
  lines: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there && !there.isFile()) {
    throw new CliError('usage', `${file} already exists and is not a file: name another.`);
  }
  const part = `${file}.part`;
  try {
    await pipeline(lines, createWriteStream(part, { mode: 0o600 }), { signal });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
