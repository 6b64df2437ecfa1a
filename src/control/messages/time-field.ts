import type { Timestamp__Output } from '../gen/google/protobuf/Timestamp.ts';
import { invalidRequest } from '../invalid-request.ts';
import { readMoment } from './moment.ts';

/** The range of a protobuf Timestamp: the years 1 to 9999. */
const MIN_SECONDS = -62_135_596_800;
const MAX_SECONDS = 253_402_300_799;
const MAX_NANOS = 999_999_999;

/** Reads a timestamp from a request, in milliseconds. @throws Failure INVALID_REQUEST outside the years 1 to 9999 */
export function readTime(time: Timestamp__Output, field: string): number {
  const { seconds, nanos } = time;
  const isMoment =
    seconds >= MIN_SECONDS && seconds <= MAX_SECONDS && nanos >= 0 && nanos <= MAX_NANOS;
  if (isMoment) return readMoment(time);
  throw invalidRequest(field, 'takes a time in the years 1 to 9999');
}
