import type { JsonObject, SourceRecord } from '../domain/index.ts';

/** A record as text in a stream's log. The names are short because every record contains them; `o` is present only for deletes. */
export interface RecordText {
  readonly k: string;
  readonly v: number;
  readonly o?: 'delete';
  readonly d: JsonObject;
}

export function encodeRecord(record: SourceRecord): string {
  const envelope: RecordText = {
    k: record.key,
    v: record.version,
    ...(record.operation === 'delete' ? { o: 'delete' as const } : {}),
    d: record.document,
  };
  return JSON.stringify(envelope);
}
