import type { Answer, Fields, Transaction } from './http.ts';
import { isFields, Refusal } from './http.ts';

const MAX_RECORDS = 500;
const MAX_SKU_LENGTH = 40;

/** A kind of record that other systems write into the shop, identified by SKU. */
export interface RecordKind {
  /** Everything that is wrong with a record; empty when the shop accepts it. */
  check(record: Fields): readonly string[];
  /**
   * Writes records, given as `$1`, a JSON list, and returns `sku`, `id` and `created` of each. In order of SKU, so that flows that
   * write the same products concurrently wait for each other instead of deadlocking.
   */
  readonly upsert: string;
}

/** The result of one record of a batch, with the status that the record alone would have got. */
export interface RecordResult {
  readonly sku: string | null;
  readonly id?: string;
  readonly status: number;
  readonly error?: string;
}

interface Written {
  readonly sku: string;
  readonly id: string;
  readonly created: boolean;
}

/** Takes `{"records": [...]}`: writes the good records by one statement and returns the result of each, in order. */
export async function writeBatch(
  kind: RecordKind,
  body: unknown,
  transaction: Transaction,
): Promise<Answer> {
  const records = recordsOf(body);
  const seen = new Set<string>();
  const reasons = records.map((record) => [...check(kind, record), ...checkUnique(record, seen)]);
  const good = records.filter((_, index) => reasons[index]?.length === 0) as Fields[];
  const written = await write(kind, good, transaction);
  const results = records.map((record, index): RecordResult => {
    const sku = isFields(record) && typeof record.sku === 'string' ? record.sku : null;
    const wrong = reasons[index] ?? [];
    if (wrong.length > 0) return { sku, status: 422, error: wrong.join('; ') };
    const { id, created } = written.get(sku ?? '') ?? { id: '', created: false };
    return { sku, id, status: created ? 201 : 200 };
  });
  return { status: 200, body: { results } };
}

/** Returns everything that is wrong with one record. */
export function check(kind: RecordKind, record: unknown): readonly string[] {
  if (!isFields(record)) return ['a record must be an object'];
  const { sku } = record;
  const isSku = typeof sku === 'string' && sku !== '' && sku.length <= MAX_SKU_LENGTH;
  const own = kind.check(record);
  return isSku ? own : [`sku must be text of 1 to ${MAX_SKU_LENGTH} characters`, ...own];
}

/** Writes checked records. */
export async function write(
  kind: RecordKind,
  records: readonly Fields[],
  transaction: Transaction,
): Promise<ReadonlyMap<string, Written>> {
  if (records.length === 0) return new Map();
  const { rows } = await transaction.query<Written>(kind.upsert, [JSON.stringify(records)]);
  return new Map(rows.map((row) => [row.sku, row]));
}

function recordsOf(body: unknown): readonly unknown[] {
  const records = isFields(body) ? body.records : undefined;
  if (!Array.isArray(records)) throw new Refusal(422, 'the body must be {"records": [...]}');
  if (records.length > MAX_RECORDS)
    throw new Refusal(
      422,
      `a batch may have ${MAX_RECORDS} records, this one has ${records.length}`,
    );
  return records;
}

/** One statement cannot write a row twice, and it would be unclear which of the two is meant. */
function checkUnique(record: unknown, seen: Set<string>): readonly string[] {
  if (!isFields(record) || typeof record.sku !== 'string') return [];
  if (seen.has(record.sku)) return [`sku ${record.sku} stands in this batch already`];
  seen.add(record.sku);
  return [];
}
