import type { Delivery, TargetSettings } from '../../connector-api/index.ts';

/** Headers that pass on the trace (W3C Trace Context); none for a record that is not traced. */
export function traceHeadersOf({
  traceParent,
}: Pick<Delivery, 'traceParent'>): Readonly<Record<string, string>> {
  return traceParent === undefined ? {} : { traceparent: traceParent };
}

/**
 * Sends one request that carries these records. A request with a single record is part of the record's trace. A request with
 * several records cannot be part of all their traces, so it gets a trace of its own that is linked to them.
 */
export async function sendTraced<Answer>(
  part: readonly Delivery[],
  { traceRequest }: Pick<TargetSettings, 'traceRequest'>,
  send: (traceHeaders: Readonly<Record<string, string>>) => Promise<Answer>,
): Promise<Answer> {
  const [first, second] = part;
  if (first !== undefined && second === undefined) return send(traceHeadersOf(first));
  const traced = part.flatMap(({ traceParent }) => traceParent ?? []);
  const request = traced.length === 0 ? undefined : traceRequest?.(traced);
  if (!request) return send({});
  try {
    const answer = await send({ traceparent: request.traceParent });
    request.end();
    return answer;
  } catch (error) {
    request.end(error);
    throw error;
  }
}
