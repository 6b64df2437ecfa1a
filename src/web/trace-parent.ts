import type { IncomingHttpHeaders } from 'node:http';

const MAX_LENGTH = 55;

/** Returns the caller's trace header unchanged; undefined when it is missing or cannot be valid. */
export function traceParentOf({ traceparent }: IncomingHttpHeaders): string | undefined {
  const isOne = typeof traceparent === 'string' && traceparent.length === MAX_LENGTH;
  return isOne ? traceparent : undefined;
}
