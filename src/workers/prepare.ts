import { toRecord } from '../connector-api/index.ts';
import type { SourceRecord } from '../domain/index.ts';
import { isTooDeep, shownJson, tooDeep } from '../domain/index.ts';
import type { GoodRow, Row } from '../formats/index.ts';
import { conversions, isBroken } from '../formats/index.ts';
import type { PreparedPiece, PreparedReject } from '../pipeline/index.ts';
import { compileValidator, encodeRecord } from '../pipeline/index.ts';
import type { PrepareJob } from './job.ts';
import { RecordWriter } from './record-writer.ts';

const MAX_RAW_LENGTH = 64 * 1024;

export interface RowsOfPiece {
  readonly rows: Iterable<Row>;
  /** Increases from piece to piece, to distinguish events without a version. */
  readonly place: number;
  /** The names of a table's columns, in order; empty if the format has no columns. */
  readonly columns: readonly string[];
}

export type Prepare = (piece: RowsOfPiece) => Omit<PreparedPiece, 'lineCount'>;

/** Why a row cannot become a record, and the field at fault. */
interface Objection {
  readonly reason: string;
  readonly field: string | null;
  /** As `RejectedRow.key`. */
  readonly key?: string | undefined;
}

/** Compiles a job. @returns a function that turns rows into records: converts, finds key and version, validates, encodes */
export function compileJob(job: PrepareJob): Prepare {
  const { from, isEvent, maxRecordBytes } = job;
  const convert = conversions(job.reading);
  const validate = job.schema === null ? null : compileValidator(job.schema);

  function examine(row: GoodRow, nth: number): SourceRecord | Objection {
    const unconverted = convert?.(row.document);
    if (unconverted) {
      // Keeps its key, so that the rejected row is closed once a record of its thing is stored.
      return unconverted.field === from.key ? unconverted : { ...unconverted, key: keyOf(row) };
    }
    const fallbackVersion = isEvent ? job.fallbackVersion + nth : job.fallbackVersion;
    const result = toRecord(row.document, from, { position: '', fallbackVersion });
    if (result.kind === 'rejected') {
      const { reason, key } = result.row;
      return { reason, key, field: key === undefined ? from.key : from.version };
    }
    const { record } = result;
    if (isTooDeep(record.document)) return { reason: tooDeep, field: null, key: record.key };
    const violations = record.operation === 'delete' ? null : validate?.(record.document);
    if (!violations) return record;
    const field = violations[0]?.path.split(/[.[]/)[0] ?? null;
    const reason = violations.map(({ message }) => message).join('; ');
    return { reason, field, key: record.key };
  }

  function keyOf({ document }: GoodRow): string | undefined {
    const found = toRecord(document, from, { position: '', fallbackVersion: job.fallbackVersion });
    return found.kind === 'rejected' ? found.row.key : found.record.key;
  }

  return ({ rows, place, columns }) => {
    const out = new RecordWriter();
    const rejected: PreparedReject[] = [];
    let rowCount = 0;
    for (const row of rows) {
      rowCount++;
      if (isBroken(row)) {
        rejected.push({ ...row, row: rowCount, raw: row.raw.slice(0, MAX_RAW_LENGTH) });
        continue;
      }
      const found = examine(row, place + rowCount);
      const objection =
        'reason' in found
          ? found
          : tooLarge(found.key, out.add(found.key, encodeRecord(found), rowCount), maxRecordBytes);
      if (objection === null) continue;
      if (!('reason' in found)) out.takeBack();
      rejected.push({ row: rowCount, ...reject(row, objection, columns) });
    }
    return { records: out.records(), rejected, rowCount };
  };
}

function tooLarge(key: string, bytes: number, limit: number): Objection | null {
  if (bytes <= limit) return null;
  const reason = `the record is ${bytes} bytes, the bus takes at most ${limit}`;
  return { reason, field: null, key };
}

function reject(
  { line, document }: GoodRow,
  { reason, field, key }: Objection,
  columns: readonly string[],
): Omit<PreparedReject, 'row'> {
  const column = field === null ? 0 : columns.indexOf(field) + 1;
  const raw = shownJson(document).slice(0, MAX_RAW_LENGTH);
  const place = { line, column: column === 0 ? null : column };
  return { ...place, reason, raw, ...(key === undefined ? {} : { key }) };
}
