import pg from 'pg';
import { serveShop } from '../../ops/demo/shop/api.ts';
import { Shop } from '../../ops/demo/shop/shop.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const API_KEY = 'key-of-the-test';

export interface ShopAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly apiKey?: string | null;
}

export interface TestShop extends AsyncDisposable {
  readonly shop: Shop;
  readonly database: pg.Pool;
  call(method: string, path: string, options?: CallOptions): Promise<ShopAnswer>;
}

/** Opens the demo's shop with its API on an empty database. */
export async function openTestShop(): Promise<TestShop> {
  const { database, ...opened } = await openTestDatabase();
  const shop = new Shop(database);
  await shop.prepare();
  const api = await serveShop(database, API_KEY);
  return {
    shop,
    database,
    async call(method, path, { body, idempotencyKey, apiKey = API_KEY } = {}) {
      const response = await fetch(`${api.url}${path}`, {
        method,
        headers: {
          ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: asText(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      const answer = (await response.json()) as ShopAnswer['body'];
      return { status: response.status, headers: response.headers, body: answer };
    },
    async [Symbol.asyncDispose]() {
      await api.close();
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** Opens a pool on a database of its own. */
export async function openTestDatabase(): Promise<
  AsyncDisposable & { readonly database: pg.Pool }
> {
  const scope: TestScope = await testScope();
  const database = new pg.Pool({ connectionString: scope.databaseUrl, max: 8 });
  // Ending the pool does not wait for its connections to end; dropping the database cuts them.
  database.on('error', () => undefined);
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database.end();
      await scope[Symbol.asyncDispose]();
    },
  };
}

/** Sends text as it is, so that a test can send invalid JSON. */
function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A product that the shop accepts. */
export function shopProduct(sku: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    sku,
    gtin: '4006381333931',
    name: `Thing ${sku}`,
    brand: 'Fjellbruk',
    category: 'Equipment > Kitchen > Mugs',
    description: 'A mug.',
    vatPercent: 19,
    weightKg: 0.21,
    ...fields,
  };
}

/** Puts things on sale, each with product, price and stock. */
export async function sellable(
  shop: TestShop,
  skus: readonly string[],
  available: number,
): Promise<void> {
  const records = skus.map((sku) => ({
    ...shopProduct(sku),
    available,
    grossCents: 1_190,
    currency: 'EUR',
  }));
  for (const kind of ['products', 'stock', 'prices'])
    await shop.call('POST', `/${kind}/batch`, { body: { records } });
}
