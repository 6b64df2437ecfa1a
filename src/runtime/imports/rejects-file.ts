import { constants, open } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import type { RejectsFile } from '../../pipeline/index.ts';

/** How every line of a rejects file begins: a row as JSON. */
const BEGINNING = '{"line":';

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

/**
 * Refuses a file that holds anything but rejected rows, since an import writes its rejects file anew: the imported file itself, for
 * example, or the hub's configuration.
 * @throws Failure INVALID_REQUEST
 */
export async function requireRejects(file: string): Promise<void> {
  const beginning = await readBeginning(file);
  if (beginning === null || beginning === '' || beginning === BEGINNING) return;
  throw new Failure('INVALID_REQUEST', {
    message: `${file} exists and holds no rejected rows, so no import may overwrite it: name another file for the rejects.`,
  });
}

/** Null when there is no such file, or none that can be read; then writing it says why. */
async function readBeginning(file: string): Promise<string | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(BEGINNING.length),
      0,
      BEGINNING.length,
      0,
    );
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
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
