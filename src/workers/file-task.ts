import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { Failure } from '../domain/index.ts';
import type { Prologue, Row } from '../formats/index.ts';
import { chunkedFormat, localFile, openText, xlsxRows, xmlRows } from '../formats/index.ts';
import type { PreparedPiece } from '../pipeline/index.ts';
import { handedOver } from './handed-over.ts';
import type { PrepareJob } from './job.ts';
import type { Prepare } from './prepare.ts';
import { compileJob } from './prepare.ts';
import { requireColumns } from './require-columns.ts';
import { inPieces } from './row-pieces.ts';

/** The tasks of imports that run in a worker. */

/** Whole records of a file that can be cut. */
export interface PieceTask {
  readonly job: PrepareJob;
  readonly bytes: Uint8Array;
  readonly prologue: Prologue;
  /** Where the piece begins in its file. */
  readonly offset: number;
}

/** A file that cannot be cut, read from its beginning to its end. */
export interface FileTask {
  readonly job: PrepareJob;
  readonly file: string;
  /** Rows that are already stored. */
  readonly skipRows: number;
  /** Receives `FileNews`; each message sent back permits one more piece. */
  readonly port: MessagePort;
}

/** Pieces, then the end. A failure travels as plain data, because an Error loses its class between threads. */
export type FileNews =
  | { readonly kind: 'piece'; readonly piece: PreparedPiece; readonly fileBytes: number }
  | { readonly kind: 'end'; readonly failure: Pick<Failure, 'code' | 'message'> | null };

/** Number of pieces that a `FileTask` sends before the first is requested. */
const PIECES_AHEAD = 3;
/** Number of jobs that a worker keeps compiled. */
const MAX_JOBS = 16;

const jobs = new Map<string, Prepare>();

/** Compiled jobs are found by their content: an import that was paused may continue with another schema or key. */
function prepareOf(job: PrepareJob): Prepare {
  const content = JSON.stringify(job);
  const known = jobs.get(content);
  if (known) return known;
  const [oldest] = jobs.keys();
  if (jobs.size >= MAX_JOBS && oldest !== undefined) jobs.delete(oldest);
  const prepare = compileJob(job);
  jobs.set(content, prepare);
  return prepare;
}

export function preparePiece({ job, bytes, prologue, offset }: PieceTask): unknown {
  const format = chunkedFormat(job.reading);
  if (!format) throw new Error(`${job.reading.format} cannot be read in pieces`);
  const prepared = prepareOf(job)({
    rows: format.rows(bytes, prologue),
    place: offset,
    columns: prologue.columns,
  });
  const piece = { ...prepared, lineCount: format.lineCount(bytes) };
  return handedOver(piece, transferable(piece));
}

export async function prepareFile({ job, file, skipRows, port }: FileTask): Promise<void> {
  const tell = (news: FileNews, handOver: ArrayBuffer[] = []) => port.postMessage(news, handOver);
  let credit = PIECES_AHEAD;
  port.on('message', () => void credit++);
  try {
    const prepare = prepareOf(job);
    const { rows, fileBytes } = await openRows(file, job);
    let place = skipRows;
    for await (const some of inPieces(behind(rows, skipRows))) {
      const piece = { ...prepare({ rows: some, place, columns: [] }), lineCount: 0 };
      place += some.length;
      while (credit === 0) await once(port, 'message');
      credit--;
      tell({ kind: 'piece', piece, fileBytes: fileBytes() }, transferable(piece));
    }
    tell({ kind: 'end', failure: null });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell({ kind: 'end', failure: { code: error.code, message: error.message } });
  } finally {
    port.close();
  }
}

interface OpenRows {
  readonly rows: AsyncIterable<Row[]>;
  fileBytes(this: void): number;
}

async function openRows(file: string, job: PrepareJob): Promise<OpenRows> {
  const { reading } = job;
  if (reading.format === 'xlsx') {
    return xlsxRows(file, reading.sheet, (columns) => requireColumns(file, job, columns));
  }
  const text = await openText(localFile(file), reading.encoding, 0);
  const path = (reading.recordPath ?? '').split('/').filter((name) => name !== '');
  return { rows: xmlRows(text.bytes, path), fileBytes: () => text.fileBytes() };
}

async function* behind(rows: AsyncIterable<Row[]>, count: number): AsyncGenerator<Row[]> {
  let left = count;
  for await (const some of rows) {
    if (some.length > left) yield some.slice(left);
    left = Math.max(0, left - some.length);
  }
}

function transferable({ records }: Pick<PreparedPiece, 'records'>) {
  return [records.bytes.buffer, records.ends.buffer, records.rows.buffer] as ArrayBuffer[];
}
