import { createHash } from 'node:crypto';

/** One state of a file. */
export type SeenFile = {
  readonly name: string;
  readonly size: number;
  /** Time of its last change in seconds since 1970, by the server's clock; SFTP knows no finer one. */
  readonly time: number;
};

/** Which files need not be read any more, though they are still there. Stored in the cursor. */
export type KnownFiles = {
  /** Files that are not younger count as known. */
  readonly until: number;
  /** The others: the time of each by its digest. */
  readonly times: Readonly<Record<string, number>>;
};

/** Files without a time have 0. */
export const noneKnown: KnownFiles = { until: -1, times: {} };

const MAX_TIMES = 2_000;
/** About a megabyte, to be stored with each page. */
const MAX_UNFORGETTABLE = 20_000;
/** 66 bits. */
const DIGEST_CHARS = 11;

/** The same name with another content is another file. */
export function isSame(one: SeenFile, other: Omit<SeenFile, 'name'>): boolean {
  return one.size === other.size && one.time === other.time;
}

export function isKnown({ until, times }: KnownFiles, file: SeenFile): boolean {
  return file.time <= until || Object.hasOwn(times, digestOf(file));
}

export function withKnown({ until, times }: KnownFiles, file: SeenFile): KnownFiles {
  return { until, times: { ...times, [digestOf(file)]: file.time } };
}

/**
 * Forgets files that are gone. Of many the older half is replaced by its time, but never past a file that has not been read.
 * @param listed all files that there are
 * @returns null if so many cannot be remembered
 */
export function forget(known: KnownFiles, listed: readonly SeenFile[]): KnownFiles | null {
  const there = listed.filter((file) => isKnown(known, file) && file.time > known.until);
  const unread = listed.filter((file) => !isKnown(known, file));
  if (there.length <= MAX_TIMES) return toKnown(known.until, there);
  const oldest = unread.reduce((least, { time }) => Math.min(least, time), Infinity);
  const times = there.map(({ time }) => time).sort((a, b) => a - b);
  const middle = times[times.length - MAX_TIMES / 2] ?? 0;
  const until = Math.max(known.until, Math.min(middle, oldest) - 1);
  const kept = there.filter(({ time }) => time > until);
  return kept.length > MAX_UNFORGETTABLE ? null : toKnown(until, kept);
}

function toKnown(until: number, files: readonly SeenFile[]): KnownFiles {
  return { until, times: Object.fromEntries(files.map((file) => [digestOf(file), file.time])) };
}

function digestOf({ name, size, time }: SeenFile): string {
  const text = JSON.stringify([name, size, time]);
  return createHash('sha256').update(text).digest('base64url').slice(0, DIGEST_CHARS);
}
