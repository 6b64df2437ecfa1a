import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../common/sync-folder.ts';

/** Writes a file elsewhere, and moves it to its place when it is on disk: whatever happens, the former one is there or this one. */
export async function replaceFile(
  file: string,
  write: (handle: FileHandle) => Promise<unknown>,
): Promise<void> {
  const handle = await open(`${file}.new`, 'w');
  try {
    await write(handle);
    await handle.sync();
    await rename(`${file}.new`, file);
  } catch (error) {
    // What is half written must not fill a disk.
    await rm(`${file}.new`, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await syncFolder(path.dirname(file));
}
