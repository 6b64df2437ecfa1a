import type { ImportReading } from '../domain/index.ts';

/** The fields that make a row a record. */
interface Fields {
  readonly key: string;
  readonly version: string | null;
  readonly created?: string;
}

/**
 * Returns the columns that a table lacks. Without the key or the version every row would be rejected, and a misspelt column of
 * numbers or dates would be read as text, which would be noticed in the target at best.
 */
export function missingColumns(
  { key, version, created }: Fields,
  { numbers, decimalComma, germanDates }: ImportReading,
  columns: readonly (string | null)[],
): readonly string[] {
  const needed = [
    key,
    ...(version === null || created !== undefined ? [] : [version]),
    ...[...numbers, ...decimalComma, ...germanDates],
  ];
  return needed.filter((name) => !columns.includes(name));
}
