import type { RowResult } from '../connector-api/index.ts';
import { toRecord } from '../connector-api/index.ts';
import type { Row } from '../formats/index.ts';
import { conversions, isBroken } from '../formats/index.ts';
import type { PreparedPiece, PreparedReject } from '../pipeline/index.ts';
import { compileValidator, encodeRecord } from '../pipeline/index.ts';
import type { PrepareJob } from './job.ts';

const MAX_RAW_LENGTH = 64 * 1024;

/** @param place rises from piece to piece: what events without a version are told apart by */
export type Prepare = (rows: Iterable<Row>, place: number) => Omit<PreparedPiece, 'lineCount'>;

/** Compiles a job. @returns a function that makes records of rows: converts, finds key and version, validates, encodes */
export function compileJob(job: PrepareJob): Prepare {
  const convert = conversions(job.reading);
  const validate = job.schema === null ? null : compileValidator(job.schema);

  function reasonAgainst(row: Row): PreparedReject | null {
    if (isBroken(row)) return row;
    const unconverted = convert?.(row.document) ?? null;
    return unconverted && reject(row, unconverted.reason);
  }

  function recordOf(row: Exclude<Row, { reason: string }>, nth: number): RowResult {
    const fallbackVersion = job.isEvent ? job.fallbackVersion + nth : job.fallbackVersion;
    return toRecord(row.document, job.from, { position: '', fallbackVersion });
  }

  return (rows, place) => {
    const out = new RecordWriter();
    const rejected: PreparedReject[] = [];
    let rowCount = 0;
    for (const row of rows) {
      rowCount++;
      const against = reasonAgainst(row);
      if (against || isBroken(row)) {
        if (against) rejected.push(against);
        continue;
      }
      const result = recordOf(row, place + rowCount);
      if (result.kind === 'rejected') {
        rejected.push(reject(row, result.row.reason));
        continue;
      }
      const { record } = result;
      const violations =
        record.operation === 'delete' ? null : (validate?.(record.document) ?? null);
      if (violations) {
        rejected.push(reject(row, violations.map(({ message }) => message).join('; ')));
        continue;
      }
      const bytes = out.add(record.key, encodeRecord(record), rowCount);
      if (bytes <= job.maxRecordBytes) continue;
      out.takeBack();
      rejected.push(
        reject(row, `the record is ${bytes} bytes, the bus takes at most ${job.maxRecordBytes}`),
      );
    }
    return { records: out.records(), rejected, rowCount };
  };
}

function reject(
  { line, document }: Exclude<Row, { reason: string }>,
  reason: string,
): PreparedReject {
  return { line, column: null, reason, raw: JSON.stringify(document).slice(0, MAX_RAW_LENGTH) };
}

/** Writes records one behind the other into one buffer, which then travels without a copy. */
class RecordWriter {
  #bytes = Buffer.from(new ArrayBuffer(256 * 1024));
  #length = 0;
  readonly #keys: string[] = [];
  readonly #ends: number[] = [];
  readonly #rows: number[] = [];

  /** @returns the record's size in bytes */
  add(key: string, text: string, row: number): number {
    // UTF-8 takes at most three bytes for each unit of a string.
    this.#grow(this.#length + text.length * 3);
    const size = this.#bytes.write(text, this.#length, 'utf8');
    this.#length += size;
    this.#keys.push(key);
    this.#ends.push(this.#length);
    this.#rows.push(row);
    return size;
  }

  /** Forgets the newest record. */
  takeBack(): void {
    this.#keys.pop();
    this.#ends.pop();
    this.#rows.pop();
    this.#length = this.#ends.at(-1) ?? 0;
  }

  records(): PreparedPiece['records'] {
    return {
      keys: this.#keys,
      bytes: new Uint8Array(this.#bytes.buffer, 0, this.#length),
      ends: Uint32Array.from(this.#ends),
      rows: Uint32Array.from(this.#rows),
    };
  }

  #grow(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(needed, this.#bytes.length * 2)));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
