import type { IncomingHttpHeaders } from 'node:http';

const MAX_LENGTH = 55;

/** The trace that a caller has begun, as he wrote it; undefined where there is none that could be one. */
export function traceParentOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  const isOne = typeof traceparent === 'string' && traceparent.length === MAX_LENGTH;
  return isOne ? traceparent : undefined;
}
