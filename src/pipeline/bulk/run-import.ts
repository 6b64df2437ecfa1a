import { setImmediate } from 'node:timers/promises';
import type { ImportPosition, RejectedRow } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { RejectedRows } from '../rejected-rows.ts';
import type { IntakeTracing } from '../tracing.ts';
import { appendRowsTraced } from '../tracing.ts';
import type { BulkPorts, PreparedBatch } from './ports.ts';
import type { PlacedPiece, PreparedReject } from './prepared.ts';

const MAX_BATCH = 1000;
/** Pieces whose batches may be on their way into the log. */
const PIECES_IN_FLIGHT = 3;

export interface BulkImport extends BulkPorts {
  readonly id: string;
  readonly stream: string;
  /** What the source is called where a rejected row is told of. */
  readonly source: string;
  /** The id of the schema that the pieces' records have been checked by; null where there is none. */
  readonly checkedBy: string | null;
  /** Null: any number. */
  readonly maxRejects: number | null;
  readonly rejectedRows: RejectedRows;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
}

/**
 * Brings the rows behind a position into the stream's log. A position is saved once everything up to it is fsynced; what a crash
 * has kept from being saved is recognised in the log by its marks, so every row is stored exactly once.
 * @throws Failure IMPORT_REJECTS_EXCEEDED, IMPORT_UNREADABLE, STREAM_FULL and the like; all up to the saved position stands
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
  // After a failure nothing more is appended: a batch stored behind a refused one would mark its rows as stored.
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  requireFewRejects(bulk, position);
  try {
    for await (const piece of bulk.pieces(from)) {
      // A piece that is begun is stored to its end, so that the counts tell what the log holds.
      signal.throwIfAborted();
      const appended: Promise<number>[] = [];
      for (const batch of batchesOf(bulk, piece, { before: position.read, stored })) {
        await bulk.room(either);
        // Only after a failure is a piece left half stored.
        stop.signal.throwIfAborted();
        const append = appendRowsTraced(bulk, batch);
        appends.add(append);
        append.then(
          () => appends.delete(append),
          (error: unknown) => stop.abort(error),
        );
        appended.push(append);
        // Others have the main thread in between.
        await setImmediate();
      }
      const storing = storePiece(bulk, piece, { position, appended, before });
      position = behind(position, piece, storing.rejectsText);
      before = storing.done;
      before.catch((error: unknown) => stop.abort(error));
      inFlight.push(before);
      if (inFlight.length >= PIECES_IN_FLIGHT) {
        // It stays in the line until it is through: of several that fail, the first tells why.
        await inFlight[0];
        void inFlight.shift();
      }
      requireFewRejects(bulk, position);
    }
    await before;
  } catch (error) {
    // All that is on its way: whoever goes on must find in the log what it will hold.
    await Promise.allSettled(appends);
    const ends = await Promise.allSettled(inFlight);
    const cause = ends.find((end) => end.status === 'rejected');
    throw cause ? cause.reason : error;
  }
}

/** Spread evenly, so that none is tiny. */
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
  /** Before the piece. */
  readonly position: ImportPosition;
  readonly appended: readonly Promise<number>[];
  /** The piece before, which has to be saved first. */
  readonly before: Promise<void>;
}

function storePiece(bulk: BulkImport, piece: PlacedPiece, { position, appended, before }: Storing) {
  const linesBefore = piece.linesBefore ?? position.lines;
  const rejected = piece.rejected.map((row) => ({ ...row, line: linesBefore + row.line }));
  const rejectsText = bulk.rejects
    ? rejected.map((row) => `${JSON.stringify(row)}\n`).join('')
    : '';
  const next = behind(position, piece, rejectsText);
  const store = async () => {
    const [seqs] = await Promise.all([Promise.all(appended), before]);
    await bulk.rejectedRows.heal(() => piece.records.keys);
    if (rejected.length > 0) {
      await bulk.rejectedRows.bury(rejected.map((row) => placed(bulk, row)));
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

function placed({ id, source }: BulkImport, { line, column, ...row }: PreparedReject): RejectedRow {
  const place = column === null ? `line ${line}` : `line ${line}, column ${column}`;
  return { ...row, position: `import ${id}, ${source}, ${place}` };
}

function requireFewRejects({ maxRejects }: BulkImport, { read, rejected }: ImportPosition): void {
  if (maxRejects === null || rejected <= maxRejects) return;
  throw new Failure('IMPORT_REJECTS_EXCEEDED', {
    message: `${rejected} of ${read} rows were rejected, more than the ${maxRejects} allowed: the import has stopped.`,
  });
}
