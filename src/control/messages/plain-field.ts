import type { Timestamp__Output } from '../gen/google/protobuf/Timestamp.ts';
import { invalidRequest } from '../invalid-request.ts';
import { readMoment } from './moment.ts';

/** What protobuf allows a Timestamp to be: the years 1 to 9999. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;
const MAX_NANOS = 999_999_999;

/** A text of a request, which PostgreSQL could not compare with anything if it held a NUL. @throws Failure INVALID_REQUEST */
export function readText(text: string, field: string): string {
  if (!text.includes('\0')) return text;
  throw invalidRequest(field, 'must not hold the character NUL');
}

/** A moment of a request, in milliseconds. @throws Failure INVALID_REQUEST outside of the years 1 to 9999 */
export function readTime(time: Timestamp__Output, field: string): number {
  const { seconds, nanos } = time;
  const isMoment =
    seconds >= MIN_SECONDS && seconds <= MAX_SECONDS && nanos >= 0 && nanos <= MAX_NANOS;
  if (isMoment) return readMoment(time);
  throw invalidRequest(field, 'takes a moment of the years 1 to 9999');
}
