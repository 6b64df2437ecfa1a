/** One system measured by one bench. With `--json` exactly this is printed, one line each. */
export interface Measurement {
  readonly bench: string;
  readonly system: string;
  readonly records: number;
  readonly seconds: number;
  readonly recordsPerMinute: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
  readonly cpuSeconds: Readonly<Record<string, number>>;
  /** Of all processes together, each at its own peak. */
  readonly peakRssMB: number;
  readonly peakRssMBPerProcess: Readonly<Record<string, number>>;
  readonly durability: string;
}

/** The measurements as a table for a person. */
export function toTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => ({
    system: one.system,
    records: format(one.records),
    seconds: one.seconds.toFixed(2),
    'records/min': format(one.recordsPerMinute),
    lost: String(one.lost),
    duplicated: String(one.duplicated),
    'out of order': String(one.outOfOrder),
    'CPU s': list(one.cpuSeconds, (value) => value.toFixed(1)),
    'peak MB': list(one.peakRssMBPerProcess, String),
  }));
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const widths = columns.map((column) =>
    Math.max(column.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join(
    '\n',
  );
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function list(values: Readonly<Record<string, number>>, show: (value: number) => string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(', ');
}
