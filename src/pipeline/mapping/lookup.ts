import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { Json } from '../../domain/index.ts';
import { Failure, fileProblem, isJsonObject, textOf } from '../../domain/index.ts';

export type LookupTable = ReadonlyMap<string, Json>;

/** A table written in the field list. */
export function inlineTable(entries: Readonly<Record<string, Json>>): LookupTable {
  return new Map(Object.entries(entries));
}

/**
 * Reads a table from a file, once at start: a JSON or YAML object, or a CSV file with a header line, the key in the first column and
 * the value, as text, in the second.
 * @throws Failure CONFIG_INVALID naming the file
 */
export function fileTable(file: string): LookupTable {
  try {
    const text = textOf(readFileSync(file));
    return path.extname(file) === '.csv' ? csvTable(text) : objectTable(parseYaml(text));
  } catch (thrown) {
    throw new Failure('CONFIG_INVALID', {
      message: `Lookup file ${file} cannot be read: ${fileProblem(thrown)}`,
      cause: thrown,
    });
  }
}

function objectTable(content: unknown): LookupTable {
  if (!isJsonObject(content))
    throw new Error('it must hold one object that maps source values to target values');
  return inlineTable(content);
}

function csvTable(text: string): LookupTable {
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  const rows = parseCsv(text, {
    bom: true,
    delimiter,
    from: 2,
    skip_empty_lines: true,
    trim: true,
  });
  return new Map(rows.map((row, index) => entryOf(row, index + 2)));
}

function entryOf(row: readonly string[], line: number): [string, string] {
  const [key, value] = row;
  if (key === undefined || value === undefined)
    throw new Error(`line ${line} must have two columns: key and value`);
  return [key, value];
}
