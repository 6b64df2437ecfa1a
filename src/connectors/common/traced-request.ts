import type { Delivery, TargetSettings } from '../../connector-api/index.ts';

/** What tells a system of a trace (W3C Trace Context); nothing for a record that is not traced. */
export function traceHeadersOf({ traceParent }: Delivery): Readonly<Record<string, string>> {
  return traceParent === undefined ? {} : { traceparent: traceParent };
}

/**
 * Sends one request that carries these records. One that carries a single record is part of its trace; one that carries several
 * cannot be part of all of them and is a trace of its own, linked to theirs.
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
