import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../exit.ts';

/**
 * Writes a file for its owner alone, under another name until it is whole, so that nobody takes half of it for the file.
 * @throws CliError usage where something is in the way that is no file, as a folder or a device: it would be put aside
 */
export async function writeWhole(
  file: string,
  lines: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there && !there.isFile()) {
    throw new CliError('usage', `${file} is there and is no file: name another.`);
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
