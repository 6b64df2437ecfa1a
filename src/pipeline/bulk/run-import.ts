import type { ImportPosition, RejectedRow } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { nextTurn } from '../give-way.ts';
import type { RejectedRows } from '../rejected-rows.ts';
import type { IntakeTracing } from '../tracing.ts';
import { appendRowsTraced } from '../tracing.ts';
import type { BulkPorts, PreparedBatch } from './ports.ts';
import type { PlacedPiece, PreparedReject } from './prepared.ts';

const MAX_BATCH = 1000;
/** Pieces whose batches may be in flight to the log. */
const PIECES_IN_FLIGHT = 3;

export interface BulkImport extends BulkPorts {
  readonly id: string;
  readonly stream: string;
  /** The name of the source in the position of a rejected row. */
  readonly source: string;
  /** The id of the schema that the pieces' records were checked against; null when there is none. */
  readonly checkedBy: string | null;
  /** Null means no limit. */
  readonly maxRejects: number | null;
  readonly rejectedRows: RejectedRows;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
}

/**
 * Stores the rows after a position in the stream's log. A position is saved once everything up to it is fsynced. Rows that a crash
 * left stored after the saved position are recognised by the marks in the log, so every row is stored exactly once.
 * @throws Failure IMPORT_REJECTS_EXCEEDED, IMPORT_UNREADABLE, STREAM_FULL and the like; everything up to the saved position stays
 */
export async function runImport(
  bulk: BulkImport,
  from: ImportPosition,
  signal: AbortSignal,
): Promise<void> {
  const mark = await bulk.log.lastMark(bulk.id, from.logSeq, signal);
  const stored = mark?.row ?? 0;
  const inFlight: Promise<void>[] = [];
  let position = from;
  let before = Promise.resolve();
  const appends = new Set<Promise<number>>();
  // After a failure nothing more is appended: the mark of a later batch would make the rows of a refused one count as stored.
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  requireFewRejects(bulk, position);
  try {
    for await (const piece of bulk.pieces(from)) {
      // A piece is stored completely once it is begun, so that the counts agree with the log.
      signal.throwIfAborted();
      const appended: Promise<number>[] = [];
      for (const batch of batchesOf(bulk, piece, { before: position.read, stored })) {
        await bulk.room(either);
        // Only a failure leaves a piece partly stored.
        stop.signal.throwIfAborted();
        const append = appendRowsTraced(bulk, batch);
        appends.add(append);
        append.then(
          () => appends.delete(append),
          (error: unknown) => stop.abort(error),
        );
        appended.push(append);
        // Yields the main thread between batches.
        await nextTurn();
      }
      const storing = storePiece(bulk, piece, { position, appended, before });
      position = behind(position, piece, storing.rejectsText);
      before = storing.done;
      before.catch((error: unknown) => stop.abort(error));
      inFlight.push(before);
      if (inFlight.length >= PIECES_IN_FLIGHT) {
        // It stays in the list until it is done: when several fail, the first one holds the cause.
        await inFlight[0];
        void inFlight.shift();
      }
      requireFewRejects(bulk, position);
    }
    await before;
  } catch (error) {
    // Waits for everything in flight: a continued import must find in the log all that will be there.
    await Promise.allSettled(appends);
    const ends = await Promise.allSettled(inFlight);
    const cause = ends.find((end) => end.status === 'rejected');
    throw cause ? cause.reason : error;
  }
}

/** Divides the unstored records evenly, so that no batch is tiny. */
function* batchesOf(
  { id, checkedBy }: BulkImport,
  { records }: PlacedPiece,
  rows: { readonly before: number; readonly stored: number },
): Generator<PreparedBatch> {
  const isStored = (row: number) => rows.before + row <= rows.stored;
  const found = records.rows.findIndex((row) => !isStored(row));
  const first = found < 0 ? records.rows.length : found;
  const count = records.rows.length - first;
  const parts = Math.ceil(count / MAX_BATCH);
  for (let part = 0; part < parts; part++) {
    const from = first + Math.floor((count * part) / parts);
    const until = first + Math.floor((count * (part + 1)) / parts);
    yield { records, from, until, importId: id, rowsBefore: rows.before, checkedBy };
  }
}

interface Storing {
  /** The position before the piece. */
  readonly position: ImportPosition;
  readonly appended: readonly Promise<number>[];
  /** The previous piece, which has to be saved first. */
  readonly before: Promise<void>;
}

function storePiece(bulk: BulkImport, piece: PlacedPiece, { position, appended, before }: Storing) {
  const linesBefore = piece.linesBefore ?? position.lines;
  const rejected = piece.rejected.map(({ line, row, ...why }) => {
    return { line: linesBefore + line, row: position.read + row, ...why };
  });
  const rejectsText = bulk.rejects
    ? rejected.map((row) => `${JSON.stringify(row)}\n`).join('')
    : '';
  const next = behind(position, piece, rejectsText);
  const store = async () => {
    const [seqs] = await Promise.all([Promise.all(appended), before]);
    await bulk.rejectedRows.heal(() => piece.records.keys);
    if (rejected.length > 0) {
      await bulk.rejectedRows.bury(rejected.map((one) => placed(bulk, one)));
      await bulk.rejects?.append(rejectsText);
    }
    await bulk.save({ ...next, logSeq: seqs.at(-1) ?? position.logSeq });
  };
  return { rejectsText, done: store() };
}

function behind(position: ImportPosition, piece: PlacedPiece, rejectsText: string): ImportPosition {
  return {
    read: position.read + piece.rowCount,
    stored: position.stored + piece.records.keys.length,
    rejected: position.rejected + piece.rejected.length,
    offset: piece.offset,
    lines: (piece.linesBefore ?? position.lines) + piece.lineCount,
    fileBytes: piece.fileBytes,
    logSeq: position.logSeq,
    rejectsBytes: position.rejectsBytes + Buffer.byteLength(rejectsText),
  };
}

/** Its number tells a row from others in its line: a whole file of JSON or XML may be one. */
function placed(
  { id, source }: BulkImport,
  { row, line, column, ...why }: PreparedReject,
): RejectedRow {
  const place = column === null ? `line ${line}` : `line ${line}, column ${column}`;
  return { ...why, position: `import ${id}, ${source}, row ${row}, ${place}` };
}

function requireFewRejects({ maxRejects }: BulkImport, { read, rejected }: ImportPosition): void {
  if (maxRejects === null || rejected <= maxRejects) return;
  throw new Failure('IMPORT_REJECTS_EXCEEDED', {
    message: `${rejected} of ${read} rows were rejected, more than the ${maxRejects} allowed: the import has stopped.`,
  });
}
