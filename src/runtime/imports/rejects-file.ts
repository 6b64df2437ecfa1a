import { open } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import type { RejectsFile } from '../../pipeline/index.ts';

/**
 * Opens the rejects file of an import at its saved position; what a crash left behind it is overwritten.
 * @throws Failure IMPORT_UNREADABLE when the hub cannot write there, also from `append`
 */
export async function openRejects(
  file: string,
  bytes: number,
): Promise<RejectsFile & AsyncDisposable> {
  const handle = await openAt(file, bytes).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  let end = bytes;
  return {
    async append(text) {
      // The system may write only a part, for example when the disk is nearly full; the next call then reports the reason.
      for (let rest = Buffer.from(text); rest.length > 0;) {
        const { bytesWritten } = await handle
          .write(rest, 0, rest.length, end)
          .catch((error: unknown) => {
            throw unwritable(file, error);
          });
        end += bytesWritten;
        rest = rest.subarray(bytesWritten);
      }
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function openAt(file: string, bytes: number) {
  const handle = await open(file, bytes === 0 ? 'w' : 'r+');
  await handle.truncate(bytes);
  return handle;
}

function unwritable(file: string, cause: unknown): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `The rejects file ${file} cannot be written: ${(cause as Error).message}.`,
    cause,
  });
}
