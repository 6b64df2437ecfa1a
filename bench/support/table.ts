/** Lays out rows of cells under their titles, numbers and words both left-aligned. */
export function textTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const titles = Object.keys(rows[0] ?? {});
  const widths = titles.map((title) =>
    Math.max(title.length, ...rows.map((row) => row[title]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [titles, ...rows.map((row) => titles.map((title) => row[title] ?? ''))]
    .map(line)
    .join('\n');
}

/** Formats a number with thousands separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
