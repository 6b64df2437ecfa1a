import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

const READ_BYTES = 256 * 1024;
/** Enough to recognise how a file is packed, and its byte order mark. */
const HEAD_BYTES = 4;

/** A file that can be read from any place, on this machine or on another. */
export interface StoredFile {
  /** For messages. */
  readonly name: string;
  /** Returns its size in bytes, and its first four bytes. */
  head(): Promise<FileHead>;
  /** Reads from this byte to the end. Destroying the bytes ends the reading. */
  read(start: number): RawBytes;
}

export interface FileHead {
  readonly size: number;
  readonly head: Buffer;
}

export interface RawBytes {
  readonly bytes: Readable;
  /** How many were read so far. */
  count(this: void): number;
}

/** A file on this machine. */
export function localFile(path: string): StoredFile {
  return {
    name: path,
    async head() {
      await using handle = await open(path);
      const info = await handle.stat();
      if (!info.isFile()) throw new Error('it is not a file');
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return { size: info.size, head: buffer.subarray(0, bytesRead) };
    },
    read(start) {
      const bytes = createReadStream(path, { start, highWaterMark: READ_BYTES });
      return { bytes, count: () => bytes.bytesRead };
    },
  };
}
