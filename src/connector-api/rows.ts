import type { Json, JsonObject, RejectedRow, SourceRecord, Version } from '../domain/index.ts';
import { isKey, parseVersion } from '../domain/index.ts';
import type { SourceSettings } from './source.ts';

const MAX_RAW_LENGTH = 64 * 1024;

/** What one row of a source became. */
export type RowResult =
  | { readonly kind: 'record'; readonly record: SourceRecord }
  | { readonly kind: 'rejected'; readonly row: RejectedRow };

/** Where a row stands and which version it has when it carries none of its own. */
export interface RowContext {
  readonly position: string;
  /** Used when `settings.version` is null. */
  readonly fallbackVersion: Version;
}

/** Turns a source's row into a record by the key, version and deleted fields of `from`, or says why it cannot be one. */
export function toRecord(
  document: JsonObject,
  settings: Pick<SourceSettings, 'key' | 'version' | 'deleted'>,
  context: RowContext,
): RowResult {
  const key = keyOf(document[settings.key]);
  if (key === null) {
    return reject(
      document,
      context,
      `field "${settings.key}" must hold the key: text or a number, 1 to 1,024 bytes of valid Unicode`,
    );
  }
  const version =
    settings.version === null ? context.fallbackVersion : parseVersion(document[settings.version]);
  if (version === null) {
    return reject(
      document,
      { ...context, key },
      `field "${settings.version}" must hold the version: an ISO 8601 timestamp until the year 2254, or a whole number`,
    );
  }
  const deleted = isDeleted(document, settings.deleted);
  return {
    kind: 'record',
    record: { key, version, operation: deleted ? 'delete' : 'upsert', document },
  };
}

/** A row that could not even be parsed, or not become a record. @param key where the row shows it */
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
  return { kind: 'rejected', row: rejectRow(JSON.stringify(document), position, reason, key) };
}

function keyOf(value: Json | undefined): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const key = String(value);
  return isKey(key) ? key : null;
}

/** How systems and their exports write "not", in lower case. */
const NOT_DELETED: ReadonlySet<string> = new Set([
  ...['', '0', 'false', 'f', 'no', 'n', 'off', 'nein', 'null'],
  // MySQL's dates and times that are none.
  ...['0000-00-00', '0000-00-00 00:00:00'],
]);

/**
 * Whether the row's `deleted` field says that the thing is gone: a flag or a time does. What is absent, null, false, 0, empty, or a
 * text that says no (`0`, `false`, `no`, `nein`, `0000-00-00` ...) does not.
 */
export function isDeleted(document: JsonObject, field: string | null): boolean {
  const value = (field === null ? null : document[field]) ?? false;
  if (typeof value === 'string') return !NOT_DELETED.has(value.trim().toLowerCase());
  return value !== false && value !== 0;
}
