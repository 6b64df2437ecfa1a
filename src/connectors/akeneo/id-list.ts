import type { KeysRequest } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import type { HttpClient } from '../http/client.ts';
import type { Listed, Search } from './api.ts';
import { list } from './api.ts';
import type { Entity } from './entities.ts';
import { MAX_ITEMS } from './spec.ts';

/** Places that are remembered: more than questions at one time. */
const MAX_PLACES = 20;

/** Lists ids in the order of the primary keys. */
export class IdList {
  readonly #client: HttpClient;
  readonly #entity: Entity;
  readonly #question: { readonly search: Search; readonly parameters: Record<string, string> };
  /** By the last id of a page, where the next one begins, which only the PIM can say; null after the last. */
  readonly #places = new Map<string, string | null>();

  /** @param attribute the only one whose values are read, so that answers are small */
  constructor(client: HttpClient, entity: Entity, search: Search, attribute: string) {
    this.#client = client;
    this.#entity = entity;
    this.#question = { search, parameters: { attributes: attribute } };
  }

  async page({ after, limit, signal }: KeysRequest): Promise<readonly string[]> {
    const ids: string[] = [];
    let place = after === null ? null : await this.#placeOf(after, signal);
    const isEnded = after !== null && place === null;
    for (let isLast = isEnded; !isLast && ids.length < limit; isLast = place === null) {
      const size = Math.min(limit - ids.length, MAX_ITEMS);
      const read = await this.#read(place, size, signal);
      ids.push(...read.ids);
      place = read.next;
    }
    const last = ids.at(-1);
    if (last !== undefined) this.#remember(last, place);
    return ids;
  }

  #remember(id: string, place: string | null): void {
    const [oldest] = this.#places.keys();
    if (oldest !== undefined && this.#places.size >= MAX_PLACES) this.#places.delete(oldest);
    this.#places.set(id, place);
  }

  /** Where the list goes on behind an id, for a hub that has begun anew: read from the beginning. */
  async #placeOf(id: string, signal: AbortSignal): Promise<string | null> {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    for (let place: string | null = null; ;) {
      const { ids, next }: IdPage = await this.#read(place, MAX_ITEMS, signal);
      const at = ids.indexOf(id);
      // The place behind an id is told by a page that ends with it.
      if (at >= 0)
        return at + 1 === ids.length ? next : (await this.#read(place, at + 1, signal)).next;
      if (next === null) break;
      place = next;
    }
    throw new Failure('TARGET_UNAVAILABLE', {
      message: `${this.#entity.path} ${id} was deleted in the PIM while its ids were listed: ask again.`,
    });
  }

  async #read(after: string | null, limit: number, signal: AbortSignal): Promise<IdPage> {
    const place = { after, limit };
    const { items, next } = await list(
      this.#client,
      this.#entity,
      this.#question,
      place,
      'target',
      signal,
    );
    return { ids: items.map((item) => textOf(item[this.#entity.id])), next };
  }
}

type IdPage = Pick<Listed, 'next'> & { readonly ids: readonly string[] };
