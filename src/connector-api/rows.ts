import type { Json, JsonObject, RejectedRow, SourceRecord, Version } from '../domain/index.ts';
import { keyIn, parseVersion, shownJson } from '../domain/index.ts';
import type { RecordFields } from './source.ts';

const MAX_RAW_LENGTH = 64 * 1024;

/** The result of converting one row of a source. */
export type RowResult =
  | { readonly kind: 'record'; readonly record: SourceRecord }
  | { readonly kind: 'rejected'; readonly row: RejectedRow };

/** The position of a row, and the version to use if it carries none. */
export interface RowContext {
  readonly position: string;
  /** Used when `settings.version` is null. */
  readonly fallbackVersion: Version;
}

/** Converts a source's row to a record by the key, version and deleted fields of `from`, or says why it cannot be one. */
export function toRecord(
  document: JsonObject,
  settings: RecordFields,
  context: RowContext,
): RowResult {
  const key = keyIn(document[settings.key]);
  if (key === null) {
    return reject(
      document,
      context,
      `field "${settings.key}" must hold the key: text or a number, 1 to 1,024 bytes of valid Unicode; a number of 2^53 or more must be sent as text`,
    );
  }
  const version =
    settings.version === null
      ? context.fallbackVersion
      : parseVersion(versionIn(document, settings.version, settings.created));
  if (version === null) {
    return reject(
      document,
      { ...context, key },
      `field "${[settings.version, settings.created].filter(Boolean).join('" or "')}" must hold the version: an ISO 8601 timestamp until the year 2254, or a whole number`,
    );
  }
  const deleted = isDeleted(document, settings.deleted);
  return {
    kind: 'record',
    record: { key, version, operation: deleted ? 'delete' : 'upsert', document },
  };
}

function versionIn(document: JsonObject, field: string, created?: string): Json | undefined {
  const value = document[field];
  const isEmpty = value === undefined || value === null || value === '';
  return isEmpty && created !== undefined ? document[created] : value;
}

/** Rejects a row that could not be parsed or could not become a record. @param key the row's key, if it is known */
export function rejectRow(
  raw: string,
  position: string,
  reason: string,
  key?: string,
): RejectedRow {
  const row = { position, raw: raw.slice(0, MAX_RAW_LENGTH), reason };
  return key === undefined ? row : { ...row, key };
}

function reject(
  document: JsonObject,
  { position, key }: { readonly position: string; readonly key?: string },
  reason: string,
): RowResult {
  return { kind: 'rejected', row: rejectRow(shownJson(document), position, reason, key) };
}

/** How systems and their exports write "no", in lower case. */
const NOT_DELETED: ReadonlySet<string> = new Set([
  ...['', '0', 'false', 'f', 'no', 'n', 'off', 'nein', 'null'],
  // MySQL's zero dates and times.
  ...['0000-00-00', '0000-00-00 00:00:00'],
]);

/**
 * Whether the row's `deleted` field says that the thing is gone, by a flag or a time. An absent, null, false, 0 or
 * empty value does not, nor does a text that means no (`0`, `false`, `no`, `nein`, `0000-00-00` ...).
 */
export function isDeleted(document: JsonObject, field: string | null): boolean {
  const value = (field === null ? null : document[field]) ?? false;
  if (typeof value === 'string') return !NOT_DELETED.has(value.trim().toLowerCase());
  return value !== false && value !== 0;
}
