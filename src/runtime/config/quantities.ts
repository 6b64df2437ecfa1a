const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const SIZE_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** Returns `250ms`, `1.5s`, `5m`, `2h`, `30d` in milliseconds; null when the text is not a duration. */
export function parseDuration(text: string): number | null {
  return parse(text, DURATION_UNITS);
}

/** Returns `512MB`, `10GiB` in bytes; null when the text is not a size. */
export function parseSize(text: string): number | null {
  return parse(text, SIZE_UNITS);
}

/** Returns the shortest exact form of a duration. */
export function formatDuration(millis: number): string {
  const fitting = Object.entries(DURATION_UNITS).filter(([, size]) => millis % size === 0);
  const [unit, size] = fitting.at(-1) ?? ['ms', 1];
  return `${millis / size}${unit}`;
}

function parse(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim()) ?? [];
  const size = units[unit];
  if (size === undefined) return null;
  const quantity = Math.round(Number(number) * size);
  return Number.isSafeInteger(quantity) ? quantity : null;
}
