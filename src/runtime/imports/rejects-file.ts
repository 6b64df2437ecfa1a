import { open } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import type { RejectsFile } from '../../pipeline/index.ts';

/**
 * Opens the rejects file of an import at its saved position; what a crash left behind it is overwritten.
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
        // The system may write only a part, for example when the disk is nearly full; the next call then reports the
        // reason.
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
