import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure, reasonOf, retryAfterMs } from '../../domain/index.ts';

/** Files that the hub keeps for imports whose source it could not read a second time: uploads and downloads. */
export class Spool {
  readonly #dir: string;

  constructor(stateDir: string) {
    this.#dir = path.join(path.resolve(stateDir), 'imports');
  }

  /** Returns the path for a new file. */
  newFile(): string {
    return path.join(this.#dir, randomUUID());
  }

  /** Writes bytes to a file. The file appears once all bytes are written. @throws Failure SOURCE_UNAVAILABLE at a full disk */
  async write(
    file: string,
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<number> {
    await mkdir(this.#dir, { recursive: true });
    const part = `${file}.part`;
    try {
      // Flushed before the rename: a file under its final name is whole, even after a power failure.
      await pipeline(bytes, createWriteStream(part, { flush: true }), { signal });
      await rename(part, file);
      return (await stat(file)).size;
    } catch (error) {
      await rm(part, { force: true });
      signal.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new Failure('SOURCE_UNAVAILABLE', {
        message: `The disk of ${this.#dir} has no room for the file: free some space there.`,
        cause: error,
      });
    }
  }

  /**
   * Fetches the file unless it exists already. A server may be silent for five minutes (`fetch` itself sees to that): an export may
   * be made only when it is asked for. One that is not ready (202) is asked for again.
   * @returns its size. @throws Failure SOURCE_UNAVAILABLE, SOURCE_REFUSED
   */
  async fetch(url: string, file: string, signal: AbortSignal): Promise<number> {
    const known = await stat(file).catch(() => null);
    if (known) return known.size;
    try {
      const { address, headers } = requestOf(url);
      const response = await fetch(address, { headers, signal });
      if (response.status !== 200 || !response.body) {
        await response.body?.cancel();
        throw refusal(url, response);
      }
      return await this.write(file, response.body, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Failure) throw error;
      throw new Failure('SOURCE_UNAVAILABLE', {
        message: `${withoutSecrets(url)} cannot be fetched: ${reasonOf(error)}`,
        cause: error,
      });
    }
  }

  /** Removes files of ended imports that a crashed hub left behind. */
  async keepOnly(files: readonly string[]): Promise<void> {
    const kept = new Set(files);
    for (const name of await readdir(this.#dir).catch(() => [])) {
      const file = path.join(this.#dir, name);
      if (!kept.has(file)) await this.remove(file);
    }
  }

  async remove(file: string): Promise<void> {
    await rm(file, { force: true });
  }
}

/** `fetch` takes no address with a password, and repeats it in its error. */
function requestOf(url: string) {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address, headers: {} };
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  address.username = '';
  address.password = '';
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  return { address, headers: { authorization } };
}

function refusal(url: string, { status, headers }: Response): Failure {
  const passes = status >= 500 || [202, 408, 429].includes(status);
  const waitMs = retryAfterMs(headers.get('retry-after'), Date.now());
  return new Failure(passes ? 'SOURCE_UNAVAILABLE' : 'SOURCE_REFUSED', {
    message: `${withoutSecrets(url)} answered ${status}${status === 202 ? ': the file is not ready' : ''}.`,
    ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
  });
}

/** Returns a URL for display: without password and query, which often contain keys. */
export function withoutSecrets(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
