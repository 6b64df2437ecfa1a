const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** For example `12,345`. */
export function count(value: number): string {
  return whole.format(value);
}

/** For example `9,876` or `12.3K`. */
export function brief(value: number): string {
  return Math.abs(value) < 10_000 ? whole.format(value) : short.format(value);
}

const spans: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** For example `3 min` or `2 h 5 min`. */
export function span(millis: number): string {
  if (millis < 1_000) return `${Math.max(0, Math.round(millis))} ms`;
  const at = spans.findIndex(([, size]) => millis >= size);
  const [name, size] = spans[at] ?? ['s', 1_000];
  const [lesser, lesserSize] = spans[at + 1] ?? ['', 1];
  const rest = Math.floor((millis % size) / lesserSize);
  const first = `${Math.floor(millis / size)} ${name}`;
  return lesser === '' || rest === 0 ? first : `${first} ${rest} ${lesser}`;
}

/** For example `3 min ago`, `in 5 s`, `now`. */
export function ago(atMs: number, nowMs: number): string {
  const passedMs = nowMs - atMs;
  if (Math.abs(passedMs) < 1_000) return 'now';
  return passedMs > 0 ? `${span(passedMs)} ago` : `in ${span(-passedMs)}`;
}

/** Date and time. @param at milliseconds, or a time in protobuf's JSON */
export function when(at: number | string): string {
  return moment.format(new Date(at));
}

export function timeOf(atMs: number): string {
  return clock.format(new Date(atMs));
}

/** An integer in protobuf's JSON: text, or absent for 0. */
export function integer(value: string | number | undefined): number {
  return Number(value ?? 0);
}

/** Indented JSON; the text itself when it is not JSON. */
export function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
