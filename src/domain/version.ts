/**
 * Orders the versions of a thing: a safe integer, larger is newer. Timestamps are counted in microseconds since the Unix epoch
 * (the resolution of PostgreSQL, and safe in a double until the year 2255); sequence numbers are used as they are.
 */
export type Version = number;

const INTEGER = /^-?\d{1,16}$/;
const ISO_TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Reads a version from a source field. Integers (also as text) are used as they are. ISO 8601 and PostgreSQL timestamps become
 * microseconds; finer digits are cut off, a missing zone means UTC, and a bare date means midnight UTC.
 * @returns null when the value is none of these, or a moment outside the years 1685 to 2254, such as 9999-12-31 for "never": its
 * microseconds are not a safe integer. The caller reports where it stood.
 */
export function parseVersion(value: unknown): Version | null {
  if (typeof value === 'number') return safeVersion(value);
  if (typeof value !== 'string') return null;
  return safeVersion(INTEGER.test(value) ? Number(value) : parseMoment(value));
}

/** Whether `parseVersion` reads a value as a time. An integer may count anything. */
export function isTime(value: unknown): boolean {
  return typeof value === 'string' && !INTEGER.test(value) && parseVersion(value) !== null;
}

function safeVersion(number: number | null): Version | null {
  return Number.isSafeInteger(number) ? number : null;
}

/**
 * Reads an ISO 8601 or PostgreSQL timestamp of any year, as `parseVersion` does.
 * @returns microseconds since the Unix epoch, rounded where a double cannot hold them; null when the text is not a timestamp
 */
export function parseMoment(text: string): number | null {
  const match = ISO_TIMESTAMP.exec(text.trim());
  if (!match) return null;
  const [, date, time = '00:00', fraction = '', zone = 'Z'] = match;
  const millis = Date.parse(`${date}T${time}${normalizeZone(zone)}`);
  if (Number.isNaN(millis)) return null;
  return millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Converts `+02` and `+0200` (PostgreSQL's short forms) to `+02:00`, which Date.parse is required to understand. */
function normalizeZone(zone: string): string {
  if (zone === 'Z' || zone === 'z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** Returns the version of a time in milliseconds. */
export function versionAtMs(millis: number): Version {
  return Math.floor(millis) * 1000;
}

/** Formats a version for a person: one that is a time as ISO 8601, as exact as it is. */
export function shownVersion(version: Version, isTime: boolean): string {
  return isTime ? formatVersion(version).replace(/000Z$/, 'Z') : String(version);
}

/** Formats a timestamp version as ISO 8601 with six decimals, e.g. for a source's `since` parameter. */
export function formatVersion(version: Version): string {
  const millis = Math.floor(version / 1000);
  const micros = version - millis * 1000;
  return new Date(millis).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}
