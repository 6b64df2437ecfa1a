import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { ImportEncoding } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { FileHead, StoredFile } from './stored-file.ts';
import { unzstd } from './zstd.ts';

const UNPACKED_BYTES = 256 * 1024;
const GZIP = '1f8b';
/** A frame, or one to be skipped, with which parallel compressors begin. */
const ZSTD = /^(28b52ffd|5.2a4d18)/;

/** A file as text: decompressed, without byte order mark, as UTF-8 bytes. */
export interface TextFile {
  /** Leaving the iteration early ends the reading. */
  readonly bytes: AsyncGenerator<Buffer>;
  /** Size of the file as stored on disk. */
  readonly fileSize: number;
  /** Number of these bytes read so far. */
  fileBytes(): number;
}

/**
 * Opens a file at `offset` bytes of its text. Gzip and zstd are recognised by their first bytes, the encoding by its
 * byte order mark, otherwise the declared one applies. If the file is compressed or in another encoding, the text
 * before the offset is read and skipped.
 * @throws Failure IMPORT_UNREADABLE, on opening or while reading
 */
export async function openText(
  file: StoredFile,
  encoding: ImportEncoding,
  offset: number,
): Promise<TextFile> {
  const { size, head } = await headOf(file);
  const packing = packingOf(head);
  const [mark, marked] = packing ? [0, null] : markOf(head);
  const isPlain = packing === null && (marked ?? encoding) === 'utf-8';
  // Plain text can be read from the middle.
  const start = isPlain ? offset + mark : 0;
  const raw = file.read(start);
  const unpacked = packing === null ? raw.bytes : unpack(raw.bytes, packing);
  const bytes = isPlain
    ? plainBytes(unpacked, file.name)
    : skip(decode(unpacked, encoding, file.name), offset);
  return { bytes, fileSize: size, fileBytes: () => Math.min(size, start + raw.count()) };
}

async function headOf(file: StoredFile): Promise<FileHead> {
  try {
    return await file.head();
  } catch (error) {
    throw unreadable(file.name, error);
  }
}

function packingOf(head: Buffer): 'gzip' | 'zstd' | null {
  const hex = head.toString('hex');
  return hex.startsWith(GZIP) ? 'gzip' : ZSTD.test(hex) ? 'zstd' : null;
}

function markOf(head: Uint8Array): readonly [length: number, encoding: ImportEncoding | null] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return [3, 'utf-8'];
  if (head[0] === 0xff && head[1] === 0xfe) return [2, 'utf-16le'];
  if (head[0] === 0xfe && head[1] === 0xff) return [2, 'utf-16be'];
  return [0, null];
}

function unpack(raw: Readable, packing: 'gzip' | 'zstd'): AsyncIterable<Buffer> {
  if (packing === 'zstd') return unzstd(raw, UNPACKED_BYTES);
  const unpacking = createGunzip({ chunkSize: UNPACKED_BYTES });
  raw.on('error', (error: Error) => unpacking.destroy(error));
  unpacking.on('close', () => raw.destroy());
  return raw.pipe(unpacking);
}

async function* plainBytes(stream: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* decode(
  stream: AsyncIterable<Buffer>,
  declared: ImportEncoding,
  file: string,
): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null;
  let isFirst = true;
  for await (const chunk of plainBytes(stream, file)) {
    let bytes = chunk;
    if (isFirst) {
      const [length, marked] = markOf(bytes);
      bytes = bytes.subarray(length);
      const encoding = marked ?? declared;
      decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding);
      isFirst = false;
    }
    yield decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield Buffer.from(rest);
}

async function* skip(bytes: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of bytes) {
    if (chunk.length > left) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

function unreadable(file: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} cannot be read: ${reason.replace(/\.$/, '')}.`,
    cause,
  });
}
