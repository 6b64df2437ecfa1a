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
import { Failure, inParallel, isJsonObject } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { textOf } from '../common/text-of.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import { readFailure, recordAnswer, recordFailure, refused } from '../http/failures.ts';
import { fillPath } from '../http/fill-path.ts';
import { findProducts, identifierIn, ROOT, UUID } from './api.ts';
import { contentOf, idOf } from './content.ts';
import type { Entity } from './entities.ts';
import { entityNamed } from './entities.ts';
import { heldLike } from './held.ts';
import { IdList } from './id-list.ts';
import type { Line } from './lines.ts';
import { sendLines } from './lines.ts';
import type { AkeneoTargetOptions } from './spec.ts';
import { MAX_ITEMS } from './spec.ts';

const ENABLED = { enabled: [{ operator: '=', value: true }] };

/**
 * Writes one entity of a PIM. A write is an upsert by uuid or code, so one that is repeated changes nothing. Things that may name
 * each other, such as a category its parent, are written one request after the other, in the order of the lane; products need not
 * be.
 */
export class AkeneoTarget implements Target {
  readonly match?: NonNullable<Target['match']>;
  readonly keys?: NonNullable<Target['keys']>;
  readonly #client: HttpClient;
  readonly #settings: TargetSettings;
  readonly #entity: Entity;
  readonly #identifier: string;
  readonly #concurrency: number;
  readonly #deletes: AkeneoTargetOptions['deletes'];
  readonly #batchSize: number;

  /** @throws Failure CONFIG_INVALID for an entity that cannot be written, or cannot be written so */
  constructor(
    client: HttpClient,
    settings: TargetSettings,
    { identifier, concurrency }: { readonly identifier: string; readonly concurrency: number },
  ) {
    const entity = entityNamed(settings.entity);
    const { batchSize = MAX_ITEMS, deletes } = settings.options as AkeneoTargetOptions;
    requireWritable(entity, deletes);
    this.#client = client;
    this.#settings = settings;
    this.#entity = entity;
    this.#identifier = identifier;
    this.#concurrency = concurrency;
    this.#batchSize = batchSize;
    this.#deletes = deletes ?? (entity.id === 'uuid' ? 'disable' : undefined);
    if (entity.id === 'uuid') this.match = (request) => this.#match(request);
    if (!entity.isProduct) return;
    const ids = new IdList(client, entity, this.#isDisabling ? ENABLED : {}, identifier);
    this.keys = (request: KeysRequest) => ids.page(request);
  }

  get #isDisabling(): boolean {
    return this.#deletes === 'disable';
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = async (outcomes: Outcomes) => {
      const gone = deliveries.filter(({ operation }) => operation === 'delete');
      // First, because what is new may have the identifier of what is gone.
      if (this.#isDisabling) await this.#disable(gone, outcomes, signal);
      else
        await this.#each(
          gone,
          signal,
          async (one) => void outcomes.set(one, await this.#delete(one, signal)),
        );
      const others = deliveries.filter(({ operation }) => operation !== 'delete');
      await this.#write(others, (one) => this.#contentOf(one), outcomes, signal);
    };
    return deliverPartly(deliveries, write, signal);
  }

  async #write(
    deliveries: readonly Delivery[],
    contentFor: (one: Delivery) => JsonObject,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const { path, id: name } = this.#entity;
    const lineOf = (one: Delivery): Line => {
      const id = this.#idOf(one);
      return { id, content: { [name]: id, ...contentFor(one) } };
    };
    const lines = { path, settings: this.#settings, lineOf };
    const send = (part: readonly Delivery[]) =>
      sendLines(this.#client, lines, part, outcomes, signal);
    const parts = inParts(deliveries, this.#batchSize);
    const most = name === 'uuid' ? this.#concurrency : 1;
    await inParallel(parts, most, (part) => narrowDown(part, send, outcomes, signal), signal);
  }

  /** A write would create what the PIM does not have, so that is asked before. */
  async #disable(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const held = await this.#things(
      deliveries.map((one) => this.#idOf(one)),
      signal,
    );
    const isEnabled = (one: Delivery) => held.get(this.#idOf(one))?.enabled === true;
    for (const one of deliveries) {
      if (!isEnabled(one)) outcomes.set(one, { kind: 'unchanged', externalId: this.#idOf(one) });
    }
    const enabled = deliveries.filter(isEnabled);
    await this.#write(enabled, () => ({ enabled: false }), outcomes, signal);
  }

  async #delete(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { entity } = this.#settings;
    if (this.#deletes !== 'delete') {
      const why = this.#entity.isDeletable
        ? ' only if the lane has `deletes: delete`'
        : ' by no API: delete it there, then discard this record';
      const message = `A deleted record of ${entity} is deleted in the PIM${why}.`;
      return { kind: 'failed', failure: new Failure('TARGET_REFUSED', { message }) };
    }
    const externalId = this.#idOf(one);
    const path = fillPath(`${ROOT}/${this.#entity.path}/{id}`, { id: externalId });
    if (path === null) return { kind: 'unchanged', externalId };
    const headers = traceHeadersOf(one);
    const answer = await this.#client.send({ method: 'DELETE', path, headers }, 'target', signal);
    if (answer.status === 404) return { kind: 'unchanged', externalId };
    const failure = recordFailure(recordAnswer(answer), `DELETE ${ROOT}/${this.#entity.path}`);
    return failure ? { kind: 'failed', failure } : { kind: 'applied', externalId };
  }

  async #match({
    field,
    values,
    signal,
  }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    if (field !== 'identifier')
      throw refused('target', `A PIM is not searched for ${field}: \`match\` by identifier.`);
    const ids = new Map<string, string[]>();
    for (const product of await this.#find(this.#identifier, values, signal)) {
      const value = alike(identifierIn(product, this.#identifier) ?? '');
      ids.set(value, [...(ids.get(value) ?? []), textOf(product.uuid)]);
    }
    return new Map(values.map((value) => [value, ids.get(alike(value)) ?? []]));
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const held = await this.#things(
      things.map((thing) => this.#idOf(thing)),
      signal,
    );
    return things.map((thing) => {
      const id = this.#idOf(thing);
      const found = held.get(id);
      return found ? { id, ...heldLike(this.#contentOf(thing), found) } : null;
    });
  }

  /** What the PIM holds, by ids. */
  async #things(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, JsonObject>> {
    if (this.#entity.id === 'uuid') {
      // The PIM refuses a search for a uuid that is none; there is no such product.
      const known = ids.filter((id) => UUID.test(id));
      const products = await this.#find('uuid', known, signal);
      return new Map(products.map((product) => [textOf(product.uuid), product]));
    }
    const read = async (id: string) => [id, await this.#read(id, signal)] as const;
    const found = await this.#each([...new Set(ids)], signal, read);
    return new Map(found.flatMap(([id, thing]) => (thing ? [[id, thing]] : [])));
  }

  async #read(id: string, signal: AbortSignal): Promise<JsonObject | null> {
    const where = `GET ${ROOT}/${this.#entity.path}`;
    const path = fillPath(`${ROOT}/${this.#entity.path}/{id}`, { id });
    if (path === null) return null;
    const answer = await this.#client.send({ method: 'GET', path }, 'target', signal);
    if (answer.status === 404) return null;
    const failure = readFailure(answer, 'target', where);
    if (failure) throw failure;
    const thing = parseJson(answer, 'target', where);
    return isJsonObject(thing) ? thing : null;
  }

  #find(property: string, values: readonly string[], signal: AbortSignal) {
    const wanted = { property, values };
    return findProducts(this.#client, this.#entity, wanted, { search: {} }, 'target', signal);
  }

  #idOf(thing: Parameters<typeof idOf>[0]): string {
    return idOf(thing, this.#entity, this.#settings.lane);
  }

  #contentOf({ document }: { readonly document: JsonObject }): JsonObject {
    return contentOf(document, this.#entity, this.#identifier);
  }

  #each<Item, Result>(
    items: readonly Item[],
    signal: AbortSignal,
    work: (item: Item) => Promise<Result>,
  ): Promise<Result[]> {
    return inParallel(items, this.#concurrency, work, signal);
  }
}

function requireWritable(
  { path, id, isWritable, isDeletable }: Entity,
  deletes: AkeneoTargetOptions['deletes'],
): void {
  const fits = deletes === undefined || (deletes === 'disable' ? id === 'uuid' : isDeletable);
  if (isWritable && fits) return;
  throw new Failure('CONFIG_INVALID', {
    message: isWritable
      ? `\`deletes: ${deletes}\` does not fit ${path}: products can be disabled or deleted, product models and families deleted, and others neither.`
      : `A PIM does not let ${path} be written: correct \`entity\`.`,
  });
}

/** The PIM takes identifiers that differ in case only for equal. */
function alike(value: string): string {
  return value.toLowerCase();
}
