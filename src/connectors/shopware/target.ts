import type {
  Delivery,
  HeldThing,
  JsonObject,
  KeysRequest,
  MatchRequest,
  Outcome,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { inParallel } from '../../connector-api/index.ts';
import { BatchSize } from '../common/batch-size.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { textOf } from '../common/text-of.ts';
import { valueAt } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Entity } from './api.ts';
import { ID, search } from './api.ts';
import { heldLike } from './held.ts';
import { IdList } from './id-list.ts';
import type { ShopwareTargetOptions } from './spec.ts';
import { MAX_ENTITIES } from './spec.ts';
import { idOf, sync } from './sync-request.ts';
import { checkTransitions, makeTransition } from './transition-request.ts';

const DEFAULT_BATCH_SIZE = 100;
/** Values looked up at once: few enough that their entities fit into an answer, even if some values have several. */
const MAX_VALUES = 100;

/**
 * Writes one entity of a shop. Requests follow each other in the order of the lane: a variant needs its parent, and the shop's
 * database locks itself out (deadlocks) when several large requests write side by side.
 */
export class ShopwareTarget implements Target {
  readonly #client: HttpClient;
  readonly #settings: TargetSettings;
  readonly #options: ShopwareTargetOptions;
  readonly #concurrency: number;
  readonly #ids: IdList;
  readonly #size: BatchSize;

  /** @param concurrency how many transitions are made at once */
  constructor(client: HttpClient, settings: TargetSettings, concurrency: number) {
    this.#concurrency = concurrency;
    this.#client = client;
    this.#settings = settings;
    this.#options = settings.options;
    this.#ids = new IdList(client, settings.entity);
    this.#size = new BatchSize(this.#options.batchSize ?? DEFAULT_BATCH_SIZE);
    if (this.#options.transition !== undefined) checkTransitions(settings.entity);
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = (outcomes: Outcomes) => this.#write(deliveries, outcomes, signal);
    return deliverPartly(deliveries, write, signal);
  }

  async #write(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#writeFields(deliveries, outcomes, signal);
    const open = deliveries.filter((one) => !outcomes.has(one));
    const move = async (one: Delivery) => void outcomes.set(one, await this.#move(one, signal));
    await inParallel(open, this.#concurrency, move, signal);
  }

  /** Records with a transition get their outcome when that is made, unless the shop refuses their fields. */
  async #writeFields(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const fields: Outcomes = new Map();
    const written = deliveries.filter((one) => this.#hasFields(one));
    try {
      const send = (some: readonly Delivery[]) =>
        sync(this.#client, this.#settings, some, fields, signal);
      for (const part of inParts(written, this.#size.now))
        await this.#size.learn(part, () => narrowDown(part, send, fields, signal));
    } finally {
      for (const [one, outcome] of fields) {
        if (outcome.kind === 'failed' || this.#transitionOf(one) === null)
          outcomes.set(one, outcome);
      }
    }
  }

  /** Whether the record writes anything besides a transition. */
  #hasFields({ operation, document }: Delivery): boolean {
    const { transition } = this.#options;
    if (operation === 'delete' || transition === undefined) return true;
    return Object.keys(document).some((name) => name !== 'id' && name !== transition);
  }

  #transitionOf({ operation, document }: Delivery): string | null {
    const { transition: field } = this.#options;
    const transition = field === undefined || operation === 'delete' ? null : document[field];
    return typeof transition === 'string' && transition !== '' ? transition : null;
  }

  async #move(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { entity, lane } = this.#settings;
    const id = idOf(one, lane);
    const transition = this.#transitionOf(one);
    if (transition === null) return { kind: 'unchanged', externalId: id };
    return makeTransition(this.#client, { entity, id, transition }, one, signal);
  }

  keys(request: KeysRequest): Promise<readonly string[]> {
    return this.#ids.page(request);
  }

  async match({
    field,
    values,
    signal,
  }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    const ids = new Map<string, string[]>();
    for (const some of inParts(values, MAX_VALUES)) {
      for (const entity of await this.#entitiesWith(field, some, signal)) {
        const value = alike(textOf(valueAt(entity, field)));
        ids.set(value, [...(ids.get(value) ?? []), entity.id]);
      }
    }
    return new Map(values.map((value) => [value, ids.get(alike(value)) ?? []]));
  }

  /** Asks for fewer values at once where a full page leaves some out; of a single value it tells enough, that it has several. */
  async #entitiesWith(
    field: string,
    values: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Entity[]> {
    const filter = [{ type: 'equalsAny', field, value: values }];
    const { entities } = await this.#search({ filter, limit: MAX_ENTITIES }, signal);
    if (entities.length < MAX_ENTITIES || values.length === 1) return entities;
    const middle = Math.ceil(values.length / 2);
    const first = await this.#entitiesWith(field, values.slice(0, middle), signal);
    return [...first, ...(await this.#entitiesWith(field, values.slice(middle), signal))];
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const { lane } = this.#settings;
    const { associations = {} } = this.#options;
    const held = new Map<string, JsonObject>();
    const ids = [...new Set(things.map((thing) => idOf(thing, lane)))].filter((id) => ID.test(id));
    for (const some of inParts(ids, MAX_ENTITIES)) {
      const criteria = { ids: some, limit: MAX_ENTITIES, associations };
      const { entities } = await this.#search(criteria, signal);
      for (const entity of entities) held.set(entity.id, entity);
    }
    return things.map((thing) => {
      const id = idOf(thing, lane);
      const entity = held.get(id);
      if (!entity) return null;
      const { [this.#options.transition ?? '']: _, ...fields } = thing.document;
      return { id, ...heldLike(fields, entity, new Set(Object.keys(associations))) };
    });
  }

  #search(criteria: JsonObject, signal: AbortSignal) {
    return search(this.#client, this.#settings.entity, criteria, 'target', signal);
  }
}

/** The shop's database takes texts that differ in case only for equal, so its numbers are unique in this form. */
function alike(value: string): string {
  return value.toLowerCase();
}
