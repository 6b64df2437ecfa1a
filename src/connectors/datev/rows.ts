import type { Json, JsonObject } from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import type { Field } from './fields.ts';
import { nameOf } from './fields.ts';
import type { Format } from './formats.ts';
import type { ValueRules } from './values.ts';
import { spell, UnfitValue } from './values.ts';

/** A line of a file: its filled fields by heading, dates as `2026-03-31`. */
export type Row = Readonly<Record<string, string>>;

/**
 * Converts a document to the rows that it stands for. A document is a row, or holds several in `rows`; what stands beside
 * `rows` holds for each of them. Rows whose amount is 0 are left out: they post nothing.
 * @throws Failure TARGET_REFUSED that names every field which does not fit, with its value and the rule
 */
export function toRows(document: JsonObject, format: Format, rules: ValueRules): readonly Row[] {
  const mistakes: string[] = [];
  const rows = rowsIn(document, mistakes).map((one) => toRow(one, format, rules, mistakes));
  if (mistakes.length === 0) return rows.filter(format.counts);
  throw new Failure('TARGET_REFUSED', {
    message: `The record does not fit into ${format.name}: ${[...new Set(mistakes)].join('; ')}. Correct the data or the mapping.`,
  });
}

function rowsIn({ rows, ...shared }: JsonObject, mistakes: string[]): readonly JsonObject[] {
  if (rows === undefined) return [shared];
  const items: readonly Json[] = Array.isArray(rows) ? (rows as readonly Json[]) : [];
  if (items.length > 0 && items.every(isJsonObject))
    return items.map((item) => ({ ...shared, ...item }));
  mistakes.push('rows must be a list of at least one object');
  return [];
}

function toRow(document: JsonObject, format: Format, rules: ValueRules, mistakes: string[]): Row {
  const row: Record<string, string> = {};
  for (const [name, value] of fieldsIn(document, '')) {
    const field = format.names.get(name);
    if (field) fill(row, field, value, rules, mistakes);
    else mistakes.push(`"${name}" is not a field of it: use the headings of the DATEV format`);
  }
  mistakes.push(...format.check(row, rules));
  return row;
}

function fill(
  row: Record<string, string>,
  field: Field,
  value: Json,
  rules: ValueRules,
  mistakes: string[],
): void {
  try {
    const text = spell(field, value, rules);
    if (text !== '') row[field.heading] = text;
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error;
    mistakes.push(error.message);
    // A field that is wrong is not reported as missing, too.
    row[field.heading] = '';
  }
}

/** Joins the levels that a mapping makes of a name with dots. */
function* fieldsIn(document: JsonObject, prefix: string): Generator<readonly [string, Json]> {
  for (const [name, value] of Object.entries(document)) {
    if (isJsonObject(value)) yield* fieldsIn(value, prefix + name);
    else yield [nameOf(prefix + name), value];
  }
}
