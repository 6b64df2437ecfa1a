import type { Delivery, Outcome, PeekedThing } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { parseWritten, requireNoPage, requireNoRedirect, valueAt } from './answer-json.ts';
import type { HttpClient } from './client.ts';
import { recordAnswer, recordFailure, refused } from './failures.ts';
import { fillPath } from './fill-path.ts';
import type { HttpTargetOptions, RequestTemplate } from './spec.ts';

/** Delivers one record to the target in one request. */
export async function deliverRecord(
  client: HttpClient,
  entity: string,
  options: HttpTargetOptions,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const { method, path } = requestFor(entity, options, delivery);
  const filled = fill(path, delivery);
  if (filled === null) return unaddressable(path);
  const ifMatch = delivery.expected?.etag;
  const answer = await client.send(
    {
      method,
      path: filled,
      headers: {
        'idempotency-key': delivery.idempotencyKey,
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...traceHeadersOf(delivery),
      },
      ...(method === 'DELETE' ? {} : { body: delivery.document }),
    },
    'target',
    signal,
  );
  const externalId = delivery.externalId ?? delivery.key;
  if (delivery.operation === 'delete' && [404, 410].includes(answer.status)) {
    return { kind: 'unchanged', externalId };
  }
  if (ifMatch !== undefined && answer.status === 412) return { kind: 'changed' };
  const where = `${method} ${path}`;
  requireNoRedirect(answer, where);
  const failure = recordFailure(recordAnswer(answer), method);
  if (failure) return { kind: 'failed', failure };
  const { idField, reference } = options;
  if (delivery.externalId !== null || idField === undefined || method === 'DELETE') {
    requireNoPage(answer, where);
    return { kind: 'applied', externalId };
  }
  const id = valueAt(parseWritten(answer, where, reference), idField);
  if (typeof id === 'string' || typeof id === 'number')
    return { kind: 'applied', externalId: String(id) };
  throw refused('target', `The answer to ${where} has no id at ${idField}: correct \`idField\`.`);
}

/** Fills the placeholders of a path with what is known about a thing and, where there is one, its delivery; null as `fillPath`. */
export function fill(path: string, thing: PeekedThing & Partial<Delivery>): string | null {
  const { key, externalId, masterKey, idempotencyKey = '' } = thing;
  return fillPath(path, { key, externalId: externalId ?? key, masterKey, idempotencyKey });
}

/** The outcome of a record that has no address of its own at the target. */
export function unaddressable(path: string): Outcome {
  const message = `The record's key or id is "." or "..", which no address below ${path} can contain. Correct it at the source, or delete the record there.`;
  return { kind: 'failed', failure: new Failure('TARGET_REFUSED', { message }) };
}

function requestFor(
  entity: string,
  { create, update, delete: remove }: HttpTargetOptions,
  { operation, externalId }: Delivery,
): RequestTemplate {
  const one = `/${entity}/{externalId}`;
  if (operation === 'delete') return remove ?? { method: 'DELETE', path: one };
  // Without a create of its own, an update by id does both, as PUT is defined (RFC 9110, 9.3.4).
  if (externalId === null) return create ?? update ?? { method: 'POST', path: `/${entity}` };
  return update ?? { method: 'PUT', path: one };
}
