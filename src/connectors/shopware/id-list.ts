import type { JsonObject, KeysRequest } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { HttpClient } from '../http/client.ts';
import type { Entity } from './api.ts';
import { search } from './api.ts';
import { MAX_ENTITIES } from './spec.ts';

type Place = Readonly<Record<'id' | 'createdAt', string>>;

/** Lists the ids of all entities in the order of their creation, and of the ids among those of one moment. */
export class IdList {
  readonly #client: HttpClient;
  readonly #entity: string;
  /** Where the last page ended, so that the next one need not ask when its entity was created. */
  #last: Place | null = null;

  constructor(client: HttpClient, entity: string) {
    this.#client = client;
    this.#entity = entity;
  }

  async page({ after, limit, signal }: KeysRequest): Promise<readonly string[]> {
    const from = after === null ? null : await this.#placeOf(after, signal);
    const places: Place[] = [];
    for (let page = 1; places.length < limit; page++) {
      const read = await this.#read(from, page, signal);
      places.push(...read.filter((one) => from === null || isBehind(one, from)));
      if (read.length < MAX_ENTITIES) break;
    }
    const listed = places.slice(0, limit);
    this.#last = listed.at(-1) ?? this.#last;
    return listed.map(({ id }) => id);
  }

  async #read(from: Place | null, page: number, signal: AbortSignal): Promise<readonly Place[]> {
    const parameters = { gte: from?.createdAt ?? '' };
    const { entities } = await this.#search(
      {
        ...{ page, limit: MAX_ENTITIES },
        filter: from === null ? [] : [{ type: 'range', field: 'createdAt', parameters }],
        sort: ['createdAt', 'id'].map((field) => ({ field, order: 'ASC' })),
      },
      signal,
    );
    return entities.map(placeIn);
  }

  async #placeOf(id: string, signal: AbortSignal): Promise<Place> {
    if (this.#last?.id === id) return this.#last;
    const { entities } = await this.#search({ ids: [id] }, signal);
    const [entity] = entities;
    if (entity) return placeIn(entity);
    throw new Failure('TARGET_UNAVAILABLE', {
      message: `${this.#entity} ${id} was deleted in the shop while its ids were listed: ask again.`,
    });
  }

  #search(criteria: JsonObject, signal: AbortSignal) {
    const includes = { [this.#entity]: ['id', 'createdAt'] };
    return search(this.#client, this.#entity, { ...criteria, includes }, 'target', signal);
  }
}

function placeIn({ id, createdAt }: Entity): Place {
  return { id, createdAt: typeof createdAt === 'string' ? createdAt : '' };
}

function isBehind(one: Place, { id, createdAt }: Place): boolean {
  return one.createdAt === createdAt ? one.id > id : one.createdAt > createdAt;
}
