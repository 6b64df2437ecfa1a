import { isDeepStrictEqual } from 'node:util';
import type {
  Delivery,
  HeldThing,
  JsonObject,
  KeysRequest,
  MatchRequest,
  Outcome,
  PeekRequest,
  PeekedThing,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverAs, deliverPartly } from '../common/deliver-partly.ts';
import { requireNoRedirect } from '../http/answer-json.ts';
import type { Answer } from '../http/failures.ts';
import { recordAnswer, recordFailure, systemFailure } from '../http/failures.ts';
import { fieldsLike } from '../http/read-thing.ts';
import { spelledLike } from './body.ts';
import type { EntitySet } from './entity-set.ts';
import { contentOf } from './entity-set.ts';
import { Lookup } from './lookup.ts';
import type { Sender } from './sender.ts';
import type { Service } from './service.ts';
import type { ODataTargetOptions } from './spec.ts';
import type { Write } from './write.ts';
import { writeOf, writtenId } from './write.ts';

/** A record that met somebody else’s write, or the deletion of its entity. */
interface Unwritten {
  readonly failure: Failure;
  readonly isGone: boolean;
}
type AllUnwritten = Map<Delivery, Unwritten>;

interface Results {
  readonly outcomes: Outcomes;
  readonly unwritten: AllUnwritten;
  /** Whether the records were sent before, and may have been carried out. */
  readonly isRepeated?: boolean;
}

/** Conflict and failed precondition: somebody else has written at the same time. */
const CONFLICTS: ReadonlySet<number> = new Set([409, 412]);
const GONE: ReadonlySet<number> = new Set([404, 410]);
const ETAG = '@odata.etag';

/**
 * Writes one entity set. What the hub has no id for is always looked up first, by its key or alternate key: few services recognise
 * a request that comes twice, and so not even a hub that has lost its database creates anything twice.
 */
export class ODataTarget implements Target {
  readonly #service: Service;
  readonly #settings: TargetSettings;
  readonly #options: ODataTargetOptions;
  readonly #concurrency: number;
  readonly #sender: Sender;
  #checked: EntitySet | null = null;

  /** @param concurrency how many requests are sent at once */
  constructor(service: Service, settings: TargetSettings, sender: Sender, concurrency: number) {
    this.#service = service;
    this.#settings = settings;
    this.#options = settings.options;
    this.#sender = sender;
    this.#concurrency = concurrency;
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = async (outcomes: Outcomes) => {
      const set = await this.#set(signal);
      const again = await this.#attempt(set, deliveries, outcomes, signal);
      await this.#retry(set, again, outcomes, signal);
    };
    return deliverPartly(deliveries, write, signal);
  }

  /** Attempts once more; what was deleted in the service is looked for and created like anything new. */
  async #retry(
    set: EntitySet,
    again: AllUnwritten,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const others = [...again].map(([one, { isGone }]) => {
      return [one, isGone ? { ...one, externalId: null } : one] as const;
    });
    const write = async (deliveries: readonly Delivery[], answered: Outcomes) => {
      const rest = await this.#attempt(set, deliveries, answered, signal);
      for (const [one, { failure }] of rest) answered.set(one, { kind: 'failed', failure });
    };
    await deliverAs(new Map(others), write, outcomes);
  }

  /** @returns the records that are worth another attempt */
  async #attempt(
    set: EntitySet,
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<AllUnwritten> {
    const unwritten: AllUnwritten = new Map();
    const results = { outcomes, unwritten };
    const settle = async (write: Write, answer: Answer) => {
      const outcome = await this.#outcomeOf(set, write, answer, signal);
      if ('isGone' in outcome) unwritten.set(write.one, outcome);
      else outcomes.set(write.one, outcome);
    };
    const again = (some: readonly Delivery[]) =>
      this.#writesFor(set, some, { ...results, isRepeated: true }, signal);
    const writes = await this.#writesFor(set, deliveries, results, signal);
    await this.#sender.send(writes, { settle, again, outcomes }, signal);
    return unwritten;
  }

  async #writesFor(
    set: EntitySet,
    deliveries: readonly Delivery[],
    { outcomes, unwritten, isRepeated = false }: Results,
    signal: AbortSignal,
  ): Promise<readonly Write[]> {
    const found = await this.#lookup(set).find(
      deliveries.filter(({ externalId }) => externalId === null),
      signal,
    );
    const writes: Write[] = [];
    for (const one of deliveries) {
      const held = found.get(one) ?? null;
      if (held instanceof Failure) {
        outcomes.set(one, { kind: 'failed', failure: held });
        continue;
      }
      const id = one.externalId ?? (held && set.idOf(held));
      if (one.operation === 'delete' && id === null)
        outcomes.set(one, { kind: 'unchanged', externalId: one.key });
      else if (id !== null && held && holds(held, one, set, isRepeated))
        outcomes.set(one, { kind: 'unchanged', externalId: id });
      else {
        const write = writeOf(one, id, set);
        if (write) {
          writes.push(write);
          continue;
        }
        const failure = noSuchId(set, id ?? '');
        // A deletion of what the service never had has left the key in the id's place.
        if (one.externalId === one.key) unwritten.set(one, { failure, isGone: true });
        else outcomes.set(one, { kind: 'failed', failure });
      }
    }
    return writes;
  }

  async #outcomeOf(
    set: EntitySet,
    write: Write,
    answer: Answer,
    signal: AbortSignal,
  ): Promise<Outcome | Unwritten> {
    const { one, id, method, path } = write;
    const where = `${method} ${path}`;
    const system = systemFailure(answer, 'target', where);
    if (system) throw system;
    requireNoRedirect(answer, where);
    if (one.operation === 'delete' && id !== null && GONE.has(answer.status))
      return { kind: 'unchanged', externalId: id };
    const failure = recordFailure(recordAnswer(answer), where);
    if (!failure) return { kind: 'applied', externalId: writtenId(write, answer, set) };
    const isGone = GONE.has(answer.status) && one.externalId !== null;
    if (!isGone && !CONFLICTS.has(answer.status)) return { kind: 'failed', failure };
    if (one.expected?.etag === undefined) return { failure, isGone };
    const [held] = await this.peek({ things: [one], signal });
    return held?.etag === one.expected.etag ? { failure, isGone } : { kind: 'changed' };
  }

  async match({
    field,
    values,
    signal,
  }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    const set = await this.#set(signal);
    set.require('match', field);
    return this.#lookup(set).idsBy(field, values, signal);
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const set = await this.#set(signal);
    const held = await this.#lookup(set).find(things, signal);
    return things.map((thing) => {
      const entity = held.get(thing);
      return !entity || entity instanceof Failure ? null : heldThing(entity, thing, set);
    });
  }

  async keys({ after, limit, signal }: KeysRequest): Promise<readonly string[]> {
    const set = await this.#set(signal);
    return this.#lookup(set).ids(after, limit, signal);
  }

  #lookup(set: EntitySet): Lookup {
    return new Lookup(this.#service, set, this.#options, this.#concurrency);
  }

  async #set(signal: AbortSignal): Promise<EntitySet> {
    if (this.#checked) return this.#checked;
    const set = await this.#service.entitySet(this.#settings.entity, signal);
    set.require('alternateKey', this.#options.alternateKey);
    return (this.#checked = set);
  }
}

/**
 * Whether an entity that was found is as the record would write it. What an earlier attempt may have created is compared without
 * related entities, which were created with it, and which services such as Business Central do not update along with it.
 */
function holds(entity: JsonObject, one: Delivery, set: EntitySet, isRepeated: boolean): boolean {
  if (one.operation === 'delete') return false;
  const { now, then } = heldThing(entity, one, set);
  const isSame = (name: string) => isDeepStrictEqual(now[name], then[name]);
  const mayBeOwn = (one.repeated || isRepeated) && !one.replaces;
  return Object.keys(then).every(
    (name) => isSame(name) || (mayBeOwn && set.structure.links.has(name)),
  );
}

function heldThing(entity: JsonObject, thing: PeekedThing, set: EntitySet): HeldThing {
  // What binds to other entities (`customer@odata.bind`) is not returned.
  const document = contentOf(thing.document);
  const id = set.idOf(entity);
  const etag = entity[ETAG];
  const now = fieldsLike(document, contentOf(entity));
  return {
    ...(id === null ? {} : { id }),
    ...(typeof etag === 'string' ? { etag } : {}),
    ...{ now, then: spelledLike(document, now, set.structure, set.metadata) },
  };
}

function noSuchId(set: EntitySet, id: string): Failure {
  const types = set.key.map((name) => `${name} (${set.typeOf(name)})`).join(', ');
  return new Failure('TARGET_REFUSED', {
    message: `No entity can have the id ${id}, since the key is ${types}: correct the record's id or its link.`,
  });
}
