import type { ImportReading } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { ChunkedFormat, Prologue } from './chunked.ts';
import { MAX_RECORD_SIZE } from './row.ts';
import type { StoredFile } from './stored-file.ts';
import { openText } from './text.ts';

/** Large enough to be worth sending to a worker, small enough that the main thread cuts it in a millisecond. */
const PIECE_BYTES = 512 * 1024;
/**
 * The first pieces are smaller, so that lanes get records before the worker, which has only just started, finishes a
 * large piece.
 */
const FIRST_PIECE_BYTES = 64 * 1024;

/** Whole records of a file, as UTF-8. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly prologue: Prologue;
  /** Where the piece begins in the text. */
  readonly offset: number;
  /** Bytes read so far of the file as stored on disk. */
  readonly fileBytes: number;
}

export interface FileReading {
  readonly file: StoredFile;
  readonly reading: ImportReading;
  readonly format: ChunkedFormat;
  /** Throws if the columns of a table are not those that are needed. */
  readonly checkHeader?: (columns: readonly string[]) => void;
  /** Where in the text to begin: 0, or the end of a piece. */
  readonly offset: number;
  readonly pieceBytes?: number;
}

/** Cuts a file at record boundaries. @throws Failure IMPORT_UNREADABLE */
export async function* cutPieces(from: FileReading): AsyncGenerator<Piece> {
  const prologue = await readPrologue(from);
  if (prologue.columns.length > 0) from.checkHeader?.(prologue.columns);
  let offset = Math.max(from.offset, prologue.length);
  const text = await openText(from.file, from.reading.encoding, offset);
  const collected = new Collected();
  /** The last byte of the last piece: what follows it depends on it. */
  let lastByte: Uint8Array = Buffer.of();
  const usual = () => from.pieceBytes ?? pieceBytesAt(offset);
  let wanted = usual();
  for await (const bytes of text.bytes) {
    collected.add(bytes);
    while (collected.length >= wanted) {
      const all = collected.take();
      // From a given offset, a file is always cut in the same way, whatever chunks the bytes arrive in.
      const window = all.subarray(0, wanted);
      const border = from.format.lastBorder(window, prologue) || forcedBorder(from, window, offset);
      collected.add(all.subarray(border));
      // Without a boundary so far, look again at twice as much, to keep the cost linear.
      if (border > 0) {
        yield { bytes: window.subarray(0, border), prologue, offset, fileBytes: text.fileBytes() };
        offset += border;
        lastByte = window.subarray(border - 1, border);
      }
      wanted = border === 0 ? wanted * 2 : usual();
    }
  }
  const rest = collected.take();
  const isCut = !mayEnd(from, Buffer.concat([lastByte, rest]), prologue);
  const last = isCut ? rest.subarray(0, from.format.lastBorder(rest, prologue)) : rest;
  if (last.length > 0) yield { bytes: last, prologue, offset, fileBytes: text.fileSize };
  if (isCut) throw cutOff(from.file.name, offset + last.length);
}

/** What was read before reading was resumed behind the last record is not known, but was not at fault. */
function mayEnd({ format, offset }: FileReading, bytes: Buffer, prologue: Prologue): boolean {
  if (offset > prologue.length && bytes.toString('latin1').trim() === '') return true;
  return format.mayEnd(bytes);
}

function cutOff(file: string, offset: number): Failure {
  return new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} ends inside its JSON array: it is cut off, or a quote or bracket is not closed in the record after byte ${offset}.`,
  });
}

/** Depends on the offset alone, so that a file is cut in the same way wherever reading begins. */
function pieceBytesAt(offset: number): number {
  return Math.min(PIECE_BYTES, Math.max(FIRST_PIECE_BYTES, offset));
}

function forcedBorder({ format }: FileReading, bytes: Uint8Array, offset: number): number {
  if (bytes.length < MAX_RECORD_SIZE) return 0;
  const border = format.wayOut(bytes);
  if (border > 0) return border;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `No record ends within 16 MiB after byte ${offset}: the file is damaged there, or has another format.`,
  });
}

async function readPrologue({ file, reading, format }: FileReading): Promise<Prologue> {
  const { bytes } = await openText(file, reading.encoding, 0);
  const head = new Collected();
  for await (const chunk of bytes) {
    head.add(chunk);
    const prologue = format.prologue(head.peek(), false);
    if (prologue) return prologue;
    if (head.length >= MAX_RECORD_SIZE) break;
  }
  const prologue = format.prologue(head.peek(), true);
  if (prologue) return prologue;
  throw new Failure('IMPORT_UNREADABLE', { message: `The header of ${file.name} does not end.` });
}

/** Bytes that arrive in parts. */
class Collected {
  #parts: Uint8Array[] = [];
  length = 0;

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  peek(): Uint8Array {
    const all =
      this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.of()) : Buffer.concat(this.#parts);
    this.#parts = [all];
    return all;
  }

  take(): Uint8Array {
    const all = this.peek();
    this.#parts = [];
    this.length = 0;
    return all;
  }
}
