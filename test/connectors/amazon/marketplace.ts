import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import type { Bucket } from './bucket.ts';
import type { Body } from './listings.ts';
import { Listings } from './listings.ts';
import type { Order } from './orders.ts';
import { Orders } from './orders.ts';
import { refusal } from './refusal.ts';

export const SELLER = 'A3EXAMPLE';
export const STORE = 'A1PA6795UKMFR9';
const LISTING = /^\/listings\/2021-08-01\/items\/([^/]+)\/([^/]+)$/;

/** Amazon's Selling Partner API over real HTTP, with its login, its rates and its rules. */
export class Marketplace implements AsyncDisposable {
  readonly system: HttpSystem;
  /** Amazon's clock. */
  now: () => number = () => Date.now();
  readonly orders = new Orders(() => this.now());
  readonly listings = new Listings();
  /** Access tokens live so long, in seconds. */
  tokenLivesS = 3_600;
  /** What Amazon allows and tells for each operation; an operation that is not named is not limited, and tells a high rate. */
  readonly rates: Record<string, Bucket> = {};
  /** Operations that the app has no role for. */
  readonly denied = new Set<string>();
  #logins = 0;
  readonly #ended = new Set<string>();
  /** Answers in place of Amazon, if it returns something. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;

  private constructor(system: HttpSystem) {
    this.system = system;
    system.reply = (request) => this.misbehave(request) ?? this.#answer(request);
  }

  static async start(): Promise<Marketplace> {
    return new Marketplace(await HttpSystem.start());
  }

  get url(): string {
    return this.system.url;
  }

  get logins(): number {
    return this.#logins;
  }

  /** Makes the access tokens of until now invalid. */
  endTokens(): void {
    for (let n = 1; n <= this.#logins; n++) this.#ended.add(`Atza|${n}`);
  }

  seen(operation: string): readonly SeenRequest[] {
    return this.system.seen.filter((request) => operationOf(request) === operation);
  }

  putOrder(orderId: string, fields: Partial<Order> = {}): void {
    this.orders.put(orderId, fields);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }

  #answer(request: SeenRequest): Reply {
    const { path, headers, text } = request;
    if (path === '/auth/o2/token') return this.#login(new URLSearchParams(text));
    const token = String(headers['x-amz-access-token']);
    if (headers['user-agent'] === undefined) return refusal(400, 'InvalidInput', 'no user-agent');
    if (!/^Atza\|\d+$/.test(token) || this.#ended.has(token)) return expired;
    const operation = operationOf(request);
    if (this.denied.has(operation)) return denied;
    const bucket = this.rates[operation];
    if (bucket && !bucket.take())
      return refusal(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
    const told = bucket ? String(bucket.told) : '10000';
    const answer = this.carryOut(request);
    return { ...answer, headers: { 'x-amzn-ratelimit-limit': told, ...answer.headers } };
  }

  /** Does what a request asks, whoever sent it. */
  carryOut(request: SeenRequest): Reply {
    const { query } = request;
    const operation = operationOf(request);
    if (operation === 'searchOrders') return this.orders.search(query);
    if (operation === 'searchListingsItems') return { body: { numberOfResults: 0, items: [] } };
    const [, seller, sku = ''] = LISTING.exec(request.path) ?? [];
    if (seller !== SELLER) return denied;
    if (query.get('marketplaceIds') !== STORE)
      return refusal(400, 'InvalidInput', 'Invalid marketplaceIds');
    return this.listings.answer(operation, decodeURIComponent(sku), request.body as Body);
  }

  #login(form: URLSearchParams): Reply {
    const given = ['grant_type', 'refresh_token', 'client_id', 'client_secret'];
    const wanted = 'refresh_token,Atzr|seller,app,app-secret';
    if (given.map((name) => form.get(name)).join() !== wanted) {
      const error = {
        error: 'invalid_grant',
        error_description: 'The request has an invalid grant',
      };
      return { status: 400, body: error };
    }
    const token = `Atza|${++this.#logins}`;
    const body = { access_token: token, token_type: 'bearer', refresh_token: 'Atzr|seller' };
    return { body: { ...body, expires_in: this.tokenLivesS } };
  }
}

export function operationOf({ method, path }: Pick<SeenRequest, 'method' | 'path'>): string {
  if (path === '/auth/o2/token') return 'login';
  if (path === '/orders/2026-01-01/orders') return 'searchOrders';
  if (LISTING.test(path)) return `${method.toLowerCase()}ListingsItem`;
  return path === `/listings/2021-08-01/items/${SELLER}` ? 'searchListingsItems' : 'none';
}

const DENIED = 'Access to requested resource is denied.';
const denied = refusal(403, 'Unauthorized', DENIED);
const expired = refusal(403, 'Unauthorized', DENIED, 'The access token you provided has expired.');
