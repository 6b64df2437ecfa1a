import { promisify } from 'node:util';
import type { Client, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import type { Side } from '../common/side.ts';
import { away } from '../common/side.ts';
import { sftpFailure } from './failures.ts';

/** The most that OpenSSH sends or takes at once. */
export const CHUNK_BYTES = 256 * 1024;

/** Who asks, and until when. */
export interface Asking {
  readonly side: Side;
  readonly signal: AbortSignal;
}

type Ask<Answer> = (sftp: SFTPWrapper) => Promise<Answer>;

/**
 * One connection. What is opened on it is lost with it. The server does what it is asked in order, so a request that nobody waits
 * for any more takes effect before the next one or not at all.
 */
export class Session {
  readonly #client: Client;
  readonly #sftp: SFTPWrapper;
  readonly #timeoutMs: number;
  #isLost = false;

  constructor(client: Client, sftp: SFTPWrapper, timeoutMs: number) {
    this.#client = client;
    this.#sftp = sftp;
    this.#timeoutMs = timeoutMs;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Calls back when the connection has ended, for whatever reason; without its channel it is of no use. */
  onEnd(listener: () => void): void {
    const end = () => {
      this.#lose();
      listener();
    };
    this.#client.on('close', end).on('end', end);
    this.#sftp.on('close', end).on('error', end);
  }

  close(): void {
    this.#client.end();
    this.#lose();
  }

  list(folder: string, asking: Asking): Promise<readonly FileEntryWithStats[]> {
    const list: Ask<FileEntryWithStats[]> = (sftp) => promisify(sftp.readdir.bind(sftp))(folder);
    return this.#ask(`list the folder ${folder}`, asking, list);
  }

  stat(path: string, asking: Asking): Promise<Stats> {
    const stat: Ask<Stats> = (sftp) => promisify(sftp.stat.bind(sftp))(path);
    return this.#ask(`look at ${path}`, asking, stat);
  }

  /** Fails if there is a file of the new name already, unless the server replaces it on its own account. */
  rename(from: string, to: string, asking: Asking): Promise<void> {
    const rename: Ask<void> = (sftp) => promisify(sftp.rename.bind(sftp))(from, to);
    return this.#ask(`rename ${from} to ${to}`, asking, rename);
  }

  remove(path: string, asking: Asking): Promise<void> {
    const remove: Ask<void> = (sftp) => promisify(sftp.unlink.bind(sftp))(path);
    return this.#ask(`delete ${path}`, asking, remove);
  }

  open(path: string, flags: 'r' | 'w', asking: Asking): Promise<Buffer> {
    const open: Ask<Buffer> = (sftp) =>
      new Promise((resolve, reject) =>
        sftp.open(path, flags, (error, handle) => (error ? reject(error) : resolve(handle))),
      );
    return this.#ask(`open ${path}`, asking, open);
  }

  closeFile(handle: Buffer, asking: Asking): Promise<void> {
    const close: Ask<void> = (sftp) => promisify(sftp.close.bind(sftp))(handle);
    return this.#ask('close a file', asking, close);
  }

  statFile(handle: Buffer, asking: Asking): Promise<Stats> {
    const stat: Ask<Stats> = (sftp) => promisify(sftp.fstat.bind(sftp))(handle);
    return this.#ask('look at an open file', asking, stat);
  }

  /** Returns at most `length` bytes; none at the end of the file. */
  read(handle: Buffer, start: number, length: number, asking: Asking): Promise<Buffer> {
    const read: Ask<Buffer> = (sftp) =>
      new Promise((resolve, reject) =>
        sftp.read(handle, Buffer.allocUnsafe(length), 0, length, start, (error, count, bytes) =>
          error ? reject(error) : resolve(bytes.subarray(0, count)),
        ),
      );
    return this.#ask('read a file', asking, read);
  }

  /** Reads a file that is known to be small. */
  readWhole(path: string, asking: Asking): Promise<Buffer> {
    return this.#with(path, 'r', asking, async (handle) => {
      const chunks: Buffer[] = [];
      for (let at = 0; ;) {
        const chunk = await this.read(handle, at, CHUNK_BYTES, asking);
        if (chunk.length === 0) return Buffer.concat(chunks);
        chunks.push(chunk);
        at += chunk.length;
      }
    });
  }

  /** Writes a file, and waits until it is on the server's disk if the server can tell. */
  write(path: string, content: Buffer, asking: Asking): Promise<void> {
    return this.#with(path, 'w', asking, async (handle) => {
      for (let at = 0; at < content.length; at += CHUNK_BYTES) {
        const chunk = content.subarray(at, at + CHUNK_BYTES);
        const write: Ask<void> = (sftp) =>
          promisify(sftp.write.bind(sftp))(handle, chunk, 0, chunk.length, at);
        await this.#ask(`write ${path}`, asking, write);
      }
      await this.#sync(handle, path, asking);
    });
  }

  /** Closes the file also after a failure: a full disk is tried many times, and servers limit the number of open files. */
  async #with<Result>(
    path: string,
    flags: 'r' | 'w',
    asking: Asking,
    work: (handle: Buffer) => Promise<Result>,
  ): Promise<Result> {
    const handle = await this.open(path, flags, asking);
    let result: Result;
    try {
      result = await work(handle);
    } catch (error) {
      // Nobody has to wait for it; it comes before what is asked next.
      if (!this.#isLost) this.#sftp.close(handle, () => undefined);
      throw error;
    }
    await this.closeFile(handle, asking);
    return result;
  }

  async #sync(handle: Buffer, path: string, asking: Asking): Promise<void> {
    const sync: Ask<void> = (sftp) =>
      new Promise((resolve, reject) => {
        try {
          sftp.ext_openssh_fsync(handle, (error) => (error ? reject(error) : resolve()));
        } catch {
          resolve(); // The server has no such request.
        }
      });
    await this.#ask(`write ${path} to disk`, asking, sync);
  }

  async #ask<Answer>(action: string, { side, signal }: Asking, ask: Ask<Answer>): Promise<Answer> {
    signal.throwIfAborted();
    if (this.#isLost) throw away(side, `Could not ${action}: the connection was lost.`);
    const { promise, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(signal.reason as Error);
    const late = () => {
      reject(away(side, `Could not ${action}: no answer within ${this.#timeoutMs} ms.`));
      this.#lose();
    };
    const timer = setTimeout(late, this.#timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([ask(this.#sftp), promise]);
    } catch (error) {
      signal.throwIfAborted();
      throw sftpFailure(error, side, action);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  #lose(): void {
    this.#isLost = true;
    this.#client.destroy();
  }
}
