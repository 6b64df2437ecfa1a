import type { MomentMeaning } from './xlsx-parts.ts';

const DAY_MS = 86_400_000;
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1462;
/** Excel counts a 29 February 1900, which never was: days before it are one later than counted from the epoch. */
const NO_DAY_1900 = 60;
/** The years 1 to 9999, in days from the epoch. */
const [FIRST_DAY, LAST_DAY] = [-693_593, 2_958_465];

/**
 * Converts an Excel number of days to what its format means: a date and time as ISO 8601 without a zone, a plain date if it has no
 * time, a time of day or a duration as `08:30:00` and `36:00:00`. Null for a number beyond the years that it can mean.
 */
export function excelMoment(
  days: number,
  meaning: MomentMeaning,
  from1904: boolean,
): string | null {
  const from1900 = from1904 ? days + DAYS_TO_1904 : days;
  if (from1900 < FIRST_DAY || from1900 > LAST_DAY) return null;
  if (meaning !== 'date' && days < 0) return null;
  // A time with a day is a moment of which the format shows only a part.
  if (meaning === 'duration' || (meaning === 'time of day' && days < 1)) return clock(days);
  const counted = from1900 >= 1 && from1900 < NO_DAY_1900 ? from1900 + 1 : from1900;
  const moment = new Date(EPOCH_1900_MS + Math.round(counted * DAY_MS));
  const iso = moment.toISOString();
  return Number.isInteger(days) ? iso.slice(0, 10) : withoutZeros(iso.slice(0, 23));
}

function clock(days: number): string {
  const millis = Math.round(days * DAY_MS);
  const hours = String(Math.floor(millis / 3_600_000)).padStart(2, '0');
  return withoutZeros(hours + new Date(millis).toISOString().slice(13, 23));
}

function withoutZeros(text: string): string {
  return text.replace(/\.000$/, '');
}
