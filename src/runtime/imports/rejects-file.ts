import { open } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import type { RejectsFile } from '../../pipeline/index.ts';

/**
 * Opens the rejects of an import at their place; what a crash left behind it is written anew.
 * @throws Failure IMPORT_UNREADABLE when the hub may not write there
 */
export async function openRejects(
  file: string,
  bytes: number,
): Promise<RejectsFile & AsyncDisposable> {
  try {
    const handle = await open(file, bytes === 0 ? 'w' : 'r+');
    await handle.truncate(bytes);
    let end = bytes;
    return {
      async append(text) {
        // The system may take a part only, as when the disk is about to be full; then the next call says why.
        for (let rest = Buffer.from(text); rest.length > 0;) {
          const { bytesWritten } = await handle.write(rest, 0, rest.length, end);
          end += bytesWritten;
          rest = rest.subarray(bytesWritten);
        }
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure('IMPORT_UNREADABLE', {
      message: `The rejects file ${file} cannot be written: ${code ?? message}.`,
      cause: error,
    });
  }
}
