import type { Delivery, Json, JsonObject, Outcome, Target } from '../../connector-api/index.ts';
import { Failure, inParallel, isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { textOf } from '../common/text-of.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { recordAnswer, recordFailure } from '../http/failures.ts';
import type { MarketApi } from './api.ts';

/** States of an order, or a line, that its seller cannot accept yet, and those that need not be accepted any more. */
const BEFORE_ACCEPTANCE: ReadonlySet<string> = new Set(['STAGING']);
const DECLINED: ReadonlySet<string> = new Set(['REFUSED', 'CANCELED']);
/** States from which an order will come to be shipped, and those in which it has been. */
const BEFORE_SHIPPING: ReadonlySet<string> = new Set([
  ...['STAGING', 'WAITING_ACCEPTANCE', 'WAITING_DEBIT', 'WAITING_DEBIT_PAYMENT'],
]);
const SHIPPED: ReadonlySet<string> = new Set(['SHIPPED', 'TO_COLLECT', 'RECEIVED', 'CLOSED']);

/** What is asked of an order, and how its present state answers that. */
interface Step {
  /** Below the order. */
  readonly path: string;
  readonly body?: Json;
  /** Of an order that refuses the step: whether it was taken before, or may be later. */
  readonly judge: (order: JsonObject) => 'done' | 'early' | 'refused';
}

/**
 * Accepts, marks and ships orders. The marketplace refuses a step that was taken before, as after a crash: then the order is looked
 * at, and counts as what it is.
 */
export class OrderTarget implements Target {
  readonly #api: MarketApi;
  readonly #concurrency: number;

  /** @param concurrency how many orders are written at once */
  constructor(api: MarketApi, concurrency: number) {
    this.#api = api;
    this.#concurrency = concurrency;
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    return deliverPartly(
      deliveries,
      async (outcomes) => {
        const write = async (one: Delivery) =>
          void outcomes.set(one, await this.#write(one, signal));
        await inParallel(deliveries, this.#concurrency, write, signal);
      },
      signal,
    );
  }

  async #write(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { operation, document, externalId, key } = one;
    const id = textOf(document.id) || (externalId ?? key);
    const steps = operation === 'delete' ? [] : stepsIn(document);
    let kind: 'applied' | 'unchanged' = 'unchanged';
    for (const step of steps) {
      const failure = await this.#take(id, step, one, signal);
      if (failure === 'done') continue;
      if (failure) return { kind: 'failed', failure };
      kind = 'applied';
    }
    return { kind, externalId: id };
  }

  /** @returns null when the step is taken */
  async #take(
    id: string,
    { path, body, judge }: Step,
    one: Delivery,
    signal: AbortSignal,
  ): Promise<Failure | 'done' | null> {
    const request = {
      ...{ method: 'PUT', path: `/api/orders/${encodeURIComponent(id)}/${path}` },
      ...{ headers: traceHeadersOf(one), ...(body === undefined ? {} : { body }) },
    };
    const answer = await this.#api.send(request, 'target', signal);
    const failure = recordFailure(recordAnswer(answer), `PUT ${request.path}`);
    if (!failure || failure.retryable) return failure;
    const order = await this.#find(id, signal);
    const state = order && judge(order);
    if (state === 'done') return state;
    if (state !== 'early') return failure;
    return new Failure('TARGET_BUSY', {
      message: `${failure.message}. The order is ${textOf(order?.order_state)}, so the hub tries it again.`,
    });
  }

  async #find(id: string, signal: AbortSignal): Promise<JsonObject | null> {
    const query = { order_ids: id, max: 1 };
    const { list } = await this.#api.list('/api/orders', { at: 'orders', query }, 'target', signal);
    return list.filter(isJsonObject).find(({ order_id }) => order_id === id) ?? null;
  }
}

/** In the order in which an order goes through them. */
function stepsIn({ accept, tracking, ship }: JsonObject): readonly Step[] {
  const steps: Step[] = [];
  if (isJsonList(accept)) {
    const body = { order_lines: accept };
    steps.push({ path: 'accept', body, judge: (order) => judgeAcceptance(order, accept) });
  }
  // Sent again, it changes nothing.
  if (isJsonObject(tracking))
    steps.push({ path: 'tracking', body: tracking, judge: () => 'refused' });
  if (ship === true) steps.push({ path: 'ship', judge: judgeShipping });
  return steps;
}

/** Of an order that was accepted in part, each line must have the state that was asked for. */
function judgeAcceptance(order: JsonObject, accept: readonly Json[]) {
  if (BEFORE_ACCEPTANCE.has(stateOf(order))) return 'early';
  const lines = isJsonList(order.order_lines) ? order.order_lines.filter(isJsonObject) : [];
  const states = new Map(
    lines.map((line) => [textOf(line.order_line_id), textOf(line.order_line_state)]),
  );
  const isDone = accept.filter(isJsonObject).every(({ id, accepted }) => {
    const state = states.get(textOf(id)) ?? 'WAITING_ACCEPTANCE';
    const isOpen = state === 'WAITING_ACCEPTANCE';
    return !isOpen && DECLINED.has(state) !== (accepted === true);
  });
  return isDone ? 'done' : 'refused';
}

function judgeShipping(order: JsonObject) {
  const state = stateOf(order);
  if (SHIPPED.has(state)) return 'done';
  return BEFORE_SHIPPING.has(state) ? 'early' : 'refused';
}

function stateOf({ order_state }: JsonObject): string {
  return textOf(order_state);
}
