import type { RowContext, RowResult, SourceSettings } from '../../connector-api/index.ts';
import { rejectRow, shownJson, toRecord } from '../../connector-api/index.ts';
import type { ImportReading } from '../../domain/index.ts';
import type { Row } from '../../formats/index.ts';
import { conversions, isBroken } from '../../formats/index.ts';

/** Converts a row to a record. */
export type ToRecord = (row: Row, context: RowContext) => RowResult;

/** @returns a function that converts the declared numbers and dates of a row, and makes a record of it */
export function rowRecords(reading: ImportReading, stream: SourceSettings): ToRecord {
  const convert = conversions(reading);
  return (row, context) => {
    const { position } = context;
    if (isBroken(row)) return { kind: 'rejected', row: rejectRow(row.raw, position, row.reason) };
    const unconverted = convert?.(row.document);
    const result = toRecord(row.document, stream, context);
    if (!unconverted) return result;
    const key = result.kind === 'record' ? result.record.key : result.row.key;
    const raw = shownJson(row.document);
    return { kind: 'rejected', row: rejectRow(raw, position, unconverted.reason, key) };
  };
}
