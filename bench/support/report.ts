import { count, textTable } from './table.ts';

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
  /** The sum over all processes, each at its own peak. */
  readonly peakRssMB: number;
  readonly peakRssMBPerProcess: Readonly<Record<string, number>>;
  readonly durability: string;
}

/** Adds what follows from the rest of a measurement. */
export function complete<M extends Omit<Measurement, 'recordsPerMinute' | 'peakRssMB'>>(
  measured: M,
): M & Pick<Measurement, 'recordsPerMinute' | 'peakRssMB'> {
  const { records, seconds, peakRssMBPerProcess } = measured;
  return {
    ...measured,
    recordsPerMinute: Math.round((records / seconds) * 60),
    peakRssMB: Object.values(peakRssMBPerProcess).reduce((sum, peak) => sum + peak, 0),
  };
}

/** Formats the measurements as a readable table. */
export function toTable(measurements: readonly Measurement[]): string {
  return textTable(
    measurements.map((one) => ({
      system: one.system,
      records: count(one.records),
      seconds: one.seconds.toFixed(2),
      'records/min': count(one.recordsPerMinute),
      lost: String(one.lost),
      duplicated: String(one.duplicated),
      'out of order': String(one.outOfOrder),
      'CPU s': list(one.cpuSeconds, (value) => value.toFixed(1)),
      'peak MB': list(one.peakRssMBPerProcess, String),
    })),
  );
}

function list(values: Readonly<Record<string, number>>, show: (value: number) => string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(', ');
}
