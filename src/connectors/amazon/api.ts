import type { Json, JsonObject, Priority } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { parseJson } from '../http/answer-json.ts';
import { Budget } from '../http/budget.ts';
import { HttpClient } from '../http/client.ts';
import type { Answer, Side } from '../http/failures.ts';
import { readFailure, refused } from '../http/failures.ts';
import { endedTokenAsStatus } from './failures.ts';
import { loginWithAmazon } from './login.ts';
import type { AmazonSettings } from './spec.ts';

/**
 * Operations with the rates of Amazon's usage plans: requests per second, and how many at once after a quiet period. They hold
 * until an answer tells the account's own rate. Each operation has a rate of its own.
 */
const usagePlans = {
  searchOrders: { requestsPerSecond: 0.0056, burst: 20, maxConcurrency: 1 },
  searchListingsItems: { requestsPerSecond: 5, burst: 5, maxConcurrency: 5 },
  getListingsItem: { requestsPerSecond: 5, burst: 10, maxConcurrency: 10 },
  putListingsItem: { requestsPerSecond: 5, burst: 10, maxConcurrency: 10 },
  patchListingsItem: { requestsPerSecond: 5, burst: 5, maxConcurrency: 10 },
  deleteListingsItem: { requestsPerSecond: 5, burst: 5, maxConcurrency: 10 },
} as const;

export type OperationName = keyof typeof usagePlans;
type Clients = ReadonlyMap<OperationName, HttpClient>;

export interface Request {
  readonly method: string;
  readonly path: string;
  /** Lists are sent with commas; what is undefined is left out. */
  readonly query: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The Selling Partner API, for one seller account. */
export class SellingPartnerApi {
  readonly #clients: Clients;

  private constructor(clients: Clients) {
    this.#clients = clients;
  }

  static open(settings: AmazonSettings): SellingPartnerApi {
    const { region, url = `https://sellingpartnerapi-${region}.amazon.com` } = settings;
    const authorizer = loginWithAmazon(settings);
    // Amazon asks for the name, version and language of who calls.
    const headers = { 'user-agent': 'stellwerk/1 (Language=JavaScript)', ...settings.headers };
    const open = (plan: (typeof usagePlans)[OperationName]) =>
      new HttpClient(
        { ...settings, ...plan, url, headers, auth: { kind: 'none' } },
        { translate: endedTokenAsStatus },
        { authorizer, budget: new Budget({ ...plan, isAssumed: true }) },
      );
    const names = Object.keys(usagePlans) as OperationName[];
    return new SellingPartnerApi(new Map(names.map((name) => [name, open(usagePlans[name])])));
  }

  withPriority(priority?: () => Priority): SellingPartnerApi {
    const clients = [...this.#clients].map(
      ([name, client]) => [name, client.withPriority(priority)] as const,
    );
    return new SellingPartnerApi(new Map(clients));
  }

  /** Sends a request in its operation's turn. @throws as `HttpClient.send` */
  async send(
    name: OperationName,
    { method, path, query, body, headers = {} }: Request,
    side: Side,
    signal: AbortSignal,
  ): Promise<Answer> {
    const params = new URLSearchParams();
    for (const [key, value] of Object.entries(query))
      if (value !== undefined) params.set(key, String(value));
    const request = { method, path: `${path}?${params.toString()}`, headers };
    const client = this.#clients.get(name) as HttpClient;
    return client.send(body === undefined ? request : { ...request, body }, side, signal);
  }

  /** Reads with a request. @throws Failure also when the answer is not a success or not that of the API */
  async read(
    name: OperationName,
    request: Request,
    side: Side,
    signal: AbortSignal,
  ): Promise<JsonObject> {
    const answer = await this.send(name, request, side, signal);
    const where = `${request.method} ${request.path}`;
    const failure = readFailure(answer, side, where);
    if (failure) throw failure;
    const value = parseJson(answer, side, where);
    if (isJsonObject(value)) return value;
    throw refused(
      side,
      `The answer to ${where} is not that of the Selling Partner API: correct \`url\`.`,
    );
  }
}
