import type { FailureCode, Stage } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';

/** A failure as plain data, because an Error loses its class between threads. */
export interface PlainFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly stage: Stage;
  readonly retryAfterMs?: number;
  readonly details: Readonly<Record<string, unknown>>;
}

export function toPlain({ code, message, stage, retryAfterMs, details }: Failure): PlainFailure {
  return { code, message, stage, details, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

export function fromPlain({ code, ...said }: PlainFailure): Failure {
  return new Failure(code, said);
}
