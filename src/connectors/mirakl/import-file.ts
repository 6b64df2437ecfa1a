import type { Delivery, JsonObject } from '../../connector-api/index.ts';
import { chunkedFormat, isBroken } from '../../formats/index.ts';
import { textOf } from '../common/text-of.ts';

const DELIMITER = ';';
/** The line that names the columns. */
const HEADER_LINES = 1;

/** A row of a file: texts by column. */
export type FileRow = Readonly<Record<string, string>>;

/** A kind of file that a marketplace imports. */
export interface FileKind {
  /** The column that holds the SKU. */
  readonly sku: string;
  /** Returns the fields of the row besides the SKU. */
  readonly fields: (record: Pick<Delivery, 'operation' | 'document'>) => JsonObject;
}

/** Returns the row of a record, or why it cannot be one. A record whose mapping names no SKU has its id or key as such. */
export function rowOf(
  record: Pick<Delivery, 'operation' | 'document' | 'externalId' | 'key'>,
  { sku: column, fields }: FileKind,
): FileRow | string {
  const { document, externalId, key } = record;
  const sku = textOf(document[column]) || (externalId ?? key);
  const row: Record<string, string> = { [column]: sku };
  for (const [name, value] of Object.entries(fields(record))) {
    if (name === column) continue;
    if (typeof value === 'object' && value !== null)
      return `the column ${name} must be a text, a number or true or false, not a list or an object`;
    row[name] = value === null ? '' : String(value);
  }
  return row;
}

/** The rows as CSV, with all columns that any of them has. */
export function toCsv(rows: readonly FileRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
  return lines.map((cells) => `${cells.map(quoted).join(DELIMITER)}\n`).join('');
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** What a marketplace says about a line that it does not accept. */
export interface LineError {
  /** Of the row in the file, from 0. */
  readonly nth: number;
  /** Empty text if the report does not tell. */
  readonly sku: string;
  readonly reason: string;
}

/**
 * Reads an error report: the refused lines of the file with number and reason, which are in columns of these names, or else the
 * first two.
 */
export function errorsIn(report: string, { sku }: Pick<FileKind, 'sku'>): readonly LineError[] {
  const bytes = Buffer.from(report);
  const format = chunkedFormat({ format: 'csv', delimiter: DELIMITER });
  const prologue = report.trim() === '' ? null : format.prologue(bytes, true);
  if (!prologue) return [];
  const rows = Array.from(format.rows(bytes.subarray(prologue.length), prologue));
  return rows.flatMap((row) => {
    if (isBroken(row)) return [];
    const [first, second] = Object.values(row.document);
    const line = Number(row.document['error-line'] ?? first);
    const reason = textOf(row.document['error-message'] ?? second);
    return [{ nth: line - HEADER_LINES - 1, sku: textOf(row.document[sku]), reason }];
  });
}
