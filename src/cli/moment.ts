import { CliError } from './exit.ts';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads a time given as how long ago (`90s`, `5m`, `2h`, `3d`) or as an ISO 8601 date or time.
 * @returns milliseconds since the Unix epoch
 * @throws CliError usage that names the option
 */
export function readMoment(text: string, option: string, nowMs: number): number {
  const ago = /^(\d+)([smhd])$/.exec(text);
  if (ago) return nowMs - Number(ago[1]) * UNITS_MS[ago[2] as keyof typeof UNITS_MS];
  const atMs = /^\d{4}-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs)) return atMs;
  throw new CliError(
    'usage',
    `${option} "${text}" is not a time: write how long ago, such as 2h or 3d, or a time such as 2026-03-01T08:00:00Z.`,
  );
}
