import type { Duration, Duration__Output } from '../gen/google/protobuf/Duration.ts';
import type { Timestamp, Timestamp__Output } from '../gen/google/protobuf/Timestamp.ts';

/** Converts milliseconds to protobuf's form of timestamps (since the Unix epoch) and durations: seconds and nanoseconds. */
export function momentMessage(millis: number): Timestamp & Duration {
  const seconds = Math.floor(millis / 1000);
  return { seconds, nanos: Math.round((millis - seconds * 1000) * 1_000_000) };
}

export function optionalMoment(millis: number | null): (Timestamp & Duration) | null {
  return millis === null ? null : momentMessage(millis);
}

type Moment = Timestamp__Output | Duration__Output;

/** Converts back to milliseconds. A missing value of a required field becomes 0. */
export function readMoment(moment: Moment | null | undefined): number {
  return readOptionalMoment(moment) ?? 0;
}

export function readOptionalMoment(moment: Moment | null | undefined): number | null {
  return moment ? moment.seconds * 1000 + moment.nanos / 1_000_000 : null;
}
