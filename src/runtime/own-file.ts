import { readFile, rm } from 'node:fs/promises';

/** Removes a file that this hub wrote, unless a hub that has taken its place, in the same folder, wrote it anew. */
export async function removeOwn(file: string, content: string): Promise<void> {
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === content) await rm(file, { force: true });
}
