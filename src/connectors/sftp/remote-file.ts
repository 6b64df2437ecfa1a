import { Readable } from 'node:stream';
import type { StoredFile } from '../../formats/index.ts';
import { away } from '../common/side.ts';
import type { SeenFile } from './known-files.ts';
import { isSame } from './known-files.ts';
import type { Asking, Session } from './session.ts';
import { CHUNK_BYTES } from './session.ts';

const HEAD_BYTES = 4;
const CLOSING_MS = 2_000;

/**
 * An open file on the server, as far as it reached when it was seen: what is appended later belongs to another state of it. Stays
 * readable when the file is removed or replaced.
 */
export class RemoteFile implements StoredFile {
  readonly name: string;
  readonly #seen: SeenFile;
  readonly #session: Session;
  readonly #handle: Buffer;
  readonly #stop = new AbortController();
  readonly #asking: Asking = { side: 'source', signal: this.#stop.signal };

  private constructor(path: string, seen: SeenFile, session: Session, handle: Buffer) {
    this.name = path;
    this.#seen = seen;
    this.#session = session;
    this.#handle = handle;
  }

  static async open(
    path: string,
    seen: SeenFile,
    session: Session,
    asking: Asking,
  ): Promise<RemoteFile> {
    return new RemoteFile(path, seen, session, await session.open(path, 'r', asking));
  }

  isOn(session: Session): boolean {
    return this.#session === session;
  }

  /** Whether it was changed in place since it was seen. */
  async hasChanged(asking: Asking): Promise<boolean> {
    const { size, mtime } = await this.#session.statFile(this.#handle, asking);
    return !isSame(this.#seen, { size, time: mtime ?? 0 });
  }

  async head() {
    const head = await this.#session.read(this.#handle, 0, HEAD_BYTES, this.#asking);
    return { size: this.#seen.size, head };
  }

  read(start: number) {
    const chunks = this.#chunks(start);
    const bytes = Readable.from(chunks, { objectMode: false, highWaterMark: CHUNK_BYTES });
    return { bytes, count: () => 0 };
  }

  /** Ends what reads it. */
  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#session.isLost) return;
    const signal = AbortSignal.timeout(CLOSING_MS);
    // A file that cannot be closed is closed with its connection.
    await this.#session.closeFile(this.#handle, { side: 'source', signal }).catch(() => undefined);
  }

  async *#chunks(start: number): AsyncGenerator<Buffer> {
    const { size } = this.#seen;
    for (let at = start; at < size;) {
      const wanted = Math.min(CHUNK_BYTES, size - at);
      const chunk = await this.#session.read(this.#handle, at, wanted, this.#asking);
      if (chunk.length === 0)
        throw away('source', `The file ${this.name} became shorter while it was read.`);
      yield chunk;
      at += chunk.length;
    }
  }
}
