import type { Duration, Duration__Output } from '../gen/google/protobuf/Duration.ts';
import type { Timestamp, Timestamp__Output } from '../gen/google/protobuf/Timestamp.ts';

/** Milliseconds as protobuf counts moments (since the Unix epoch) and durations: seconds and nanoseconds. */
export function momentMessage(millis: number): Timestamp & Duration {
  const seconds = Math.floor(millis / 1000);
  return { seconds, nanos: Math.round((millis - seconds * 1000) * 1_000_000) };
}

export function optionalMoment(millis: number | null): (Timestamp & Duration) | null {
  return millis === null ? null : momentMessage(millis);
}

type Moment = Timestamp__Output | Duration__Output;

/** Back to milliseconds. A moment that is always sent is 0 when it is missing. */
export function readMoment(moment: Moment | null | undefined): number {
  return readOptionalMoment(moment) ?? 0;
}

export function readOptionalMoment(moment: Moment | null | undefined): number | null {
  return moment ? moment.seconds * 1000 + moment.nanos / 1_000_000 : null;
}
