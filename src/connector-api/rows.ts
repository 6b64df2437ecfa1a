import type { Json, JsonObject, RejectedRow, SourceRecord, Version } from '../domain/index.ts';
import {
  isJsonObject,
  keyIn,
  keyProblem,
  parseVersion,
  shortened,
  shownJson,
} from '../domain/index.ts';
import type { RecordFields } from './source.ts';

const MAX_RAW_LENGTH = 64 * 1024;
/** How much of a value a reason shows. */
const MAX_SHOWN = 40;

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
    const problem = keyProblem(document[settings.key]);
    return reject(document, context, `${settings.key} must hold the key, but ${problem}`);
  }
  const held = versionIn(document, settings);
  const version = settings.version === null ? context.fallbackVersion : parseVersion(held);
  if (version === null) {
    const fields = [settings.version, settings.created].filter(Boolean).join(' or ');
    const found = held === undefined ? 'missing' : shortened(shownJson(held), MAX_SHOWN);
    return reject(
      document,
      { ...context, key },
      `${fields} must hold the version, an ISO 8601 timestamp until the year 2254 or a whole number, but is ${found}`,
    );
  }
  const deleted = isDeleted(document, settings.deleted);
  return {
    kind: 'record',
    record: { key, version, operation: deleted ? 'delete' : 'upsert', document },
  };
}

/**
 * Converts the items of a page as `toRecord` does. What cannot be a record is rejected, and does not stop the others. Items without
 * a version of their own get the present time.
 * @param positionOf says where an item is, for people: `/articles, item 3`
 */
export function toRecords<Item extends Json>(
  items: readonly Item[],
  settings: RecordFields,
  positionOf: (item: Item, nth: number) => string,
): { readonly records: readonly SourceRecord[]; readonly rejected: readonly RejectedRow[] } {
  const records: SourceRecord[] = [];
  const rejected: RejectedRow[] = [];
  const fallbackVersion = Date.now() * 1000;
  for (const [nth, item] of items.entries()) {
    const position = positionOf(item, nth);
    if (!isJsonObject(item)) {
      rejected.push(rejectRow(shownJson(item), position, 'an item must be an object'));
      continue;
    }
    const result = toRecord(item, settings, { position, fallbackVersion });
    if (result.kind === 'record') records.push(result.record);
    else rejected.push(result.row);
  }
  return { records, rejected };
}

function versionIn(document: JsonObject, { version, created }: RecordFields): Json | undefined {
  const value = document[version ?? ''];
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
