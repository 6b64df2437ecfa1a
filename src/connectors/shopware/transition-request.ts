import type { Delivery, Outcome } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { requireNoPage, requireNoRedirect } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import { recordAnswer, recordFailure } from '../http/failures.ts';
import { errorsOf, post } from './api.ts';

/** The entity is in that state already. */
const UNNECESSARY = 'SYSTEM__UNNECESSARY_TRANSITION';

/** Moves an order, a delivery or a payment to another state. A transition into the state that it has counts as made. */
export async function makeTransition(
  client: HttpClient,
  {
    entity,
    id,
    transition,
  }: { readonly entity: string; readonly id: string; readonly transition: string },
  one: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const path = `/api/_action/${entity}/${encodeURIComponent(id)}/state/${encodeURIComponent(transition)}`;
  const answer = await post(client, path, {}, 'target', signal, traceHeadersOf(one));
  const where = `POST ${path}`;
  requireNoRedirect(answer, where);
  requireNoPage(answer, where);
  const errors = errorsOf(answer.body);
  if (errors.some(({ code }) => code === UNNECESSARY)) return { kind: 'unchanged', externalId: id };
  const [first] = errors;
  const reason = first ? { reason: `${first.detail} (${first.code})` } : {};
  const failure = recordFailure({ ...recordAnswer(answer), ...reason }, `Transition ${transition}`);
  return failure ? { kind: 'failed', failure } : { kind: 'applied', externalId: id };
}

/** @throws Failure CONFIG_INVALID for an entity that has no states of its own */
export function checkTransitions(entity: string): void {
  if (['order', 'order_delivery', 'order_transaction'].includes(entity)) return;
  throw new Failure('CONFIG_INVALID', {
    message: `\`transition\` is for the entities order, order_delivery and order_transaction; ${entity} has no transitions.`,
  });
}
