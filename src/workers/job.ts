import type { ImportReading, JsonSchema, Version } from '../domain/index.ts';
import type { SourceSettings } from '../connector-api/index.ts';

/** What a worker has to know of an import to make records of its rows. Plain data: it travels between threads. */
export interface PrepareJob {
  /** Different jobs have different ids; a worker compiles each once. */
  readonly id: string;
  readonly reading: ImportReading;
  readonly from: Pick<SourceSettings, 'key' | 'version' | 'deleted'>;
  /** Checked already; null takes every document. */
  readonly schema: JsonSchema | null;
  /** The version of records that carry none. */
  readonly fallbackVersion: Version;
  /** Records without a version get rising ones from `fallbackVersion`, as events need. */
  readonly isEvent: boolean;
  /** What the bus takes for one record. */
  readonly maxRecordBytes: number;
}
