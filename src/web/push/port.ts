import type { Arrival, ArrivalOutcome, Semantics, Validator } from '../../pipeline/index.ts';
import type { RecordFields } from '../../connector-api/index.ts';

/** A stream that accepts pushed records. */
export interface PushStream {
  readonly name: string;
  readonly semantics: Semantics;
  readonly fields: RecordFields;
  /** From the stream's `validate`; null accepts everything. */
  readonly validate: Validator | null;
  /** Throws INTAKE_BUSY, STREAM_FULL, BUS_UNAVAILABLE, STORE_UNAVAILABLE. */
  store(arrivals: readonly Arrival[]): Promise<readonly ArrivalOutcome[]>;
}

export interface PushPort {
  /** @returns null when there is no such stream */
  find(stream: string): PushStream | null;
}
