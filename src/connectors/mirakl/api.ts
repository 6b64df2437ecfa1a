import type { Json, JsonObject, Priority } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient, HttpRequest } from '../http/client.ts';
import type { Answer, Side } from '../http/failures.ts';
import { readFailure, refused } from '../http/failures.ts';

/** The search for a SKU may find others that are like it. */
const MAX_ALIKE = 100;

/** A list in an answer. */
export interface MarketList {
  readonly list: readonly Json[];
  readonly headers: Headers;
}

type Query = Readonly<Record<string, string | number>>;

/** The API of a marketplace, for one of its shops. */
export class MarketApi {
  readonly #client: HttpClient;
  readonly #shopId: number | undefined;

  constructor(client: HttpClient, shopId: number | undefined) {
    this.#client = client;
    this.#shopId = shopId;
  }

  /** As `HttpClient.withPriority`. */
  withPriority(priority?: () => Priority): MarketApi {
    return new MarketApi(this.#client.withPriority(priority), this.#shopId);
  }

  /** Sends a request for the shop. @throws Failure as `HttpClient.send` */
  send(
    { path, ...request }: HttpRequest,
    side: Side,
    signal: AbortSignal,
    query: Query = {},
  ): Promise<Answer> {
    const url = this.#client.address(path, side);
    const shop: Query = this.#shopId === undefined ? {} : { shop_id: this.#shopId };
    for (const [name, value] of Object.entries({ ...query, ...shop }))
      url.searchParams.set(name, String(value));
    return this.#client.send({ ...request, path: url.href }, side, signal);
  }

  /** Reads a list, which is in that field of the answer. @throws Failure also when there is none */
  async list(
    path: string,
    { at, query }: { readonly at: string; readonly query: Query },
    side: Side,
    signal: AbortSignal,
  ): Promise<MarketList> {
    const answer = await this.send({ method: 'GET', path }, side, signal, query);
    const failure = readFailure(answer, side, `GET ${path}`);
    if (failure) throw failure;
    const value = parseJson(answer, side, `GET ${path}`);
    const list = isJsonObject(value) ? value[at] : undefined;
    if (Array.isArray(list)) return { list: list as readonly Json[], headers: answer.headers };
    throw refused(
      side,
      `The answer to GET ${path} has no list in \`${at}\`, so it is not that of a Mirakl marketplace: correct \`url\`.`,
    );
  }

  /** The offer of the shop with this SKU; null if there is none. */
  async offer(sku: string, signal: AbortSignal): Promise<JsonObject | null> {
    const query = { sku, max: MAX_ALIKE };
    const { list } = await this.list('/api/offers', { at: 'offers', query }, 'target', signal);
    return list.filter(isJsonObject).find(({ shop_sku }) => shop_sku === sku) ?? null;
  }
}
