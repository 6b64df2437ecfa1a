import type { ImportReading, JsonSchema, Version } from '../domain/index.ts';
import type { RecordFields } from '../connector-api/index.ts';

/** Tells a worker how to turn the rows of an import into records. Plain data, since it travels between threads. */
export interface PrepareJob {
  /** The import's. */
  readonly id: string;
  readonly reading: ImportReading;
  readonly from: RecordFields;
  /** Already checked; null accepts every document. */
  readonly schema: JsonSchema | null;
  /** The version of records that carry none. */
  readonly fallbackVersion: Version;
  /** Records without a version get ascending versions from `fallbackVersion`, as events need. */
  readonly isEvent: boolean;
  /** The largest record that the bus accepts. */
  readonly maxRecordBytes: number;
}
