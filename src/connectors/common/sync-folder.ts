import { open } from 'node:fs/promises';

/** Makes the names in a folder durable: after a power cut, a synced file without a synced folder may be gone. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } catch (error) {
    // Some network file systems do not sync folders.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    await folder.close();
  }
}
