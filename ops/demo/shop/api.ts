import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Answer, ShopRequest, Transaction } from './http.ts';
import { parseBody, readText, Refusal } from './http.ts';
import { once } from './idempotency.ts';
import { priceKind, stockKind } from './offers.ts';
import { listOrders } from './orders.ts';
import {
  createProduct,
  findProducts,
  getProduct,
  productKind,
  replaceProduct,
} from './products.ts';
import { writeBatch } from './records.ts';

type Handler = (request: ShopRequest, transaction: Transaction) => Promise<Answer>;

/** All routes of the shop; `{id}` stands for one part of the path. */
const routes: Readonly<Record<string, Handler>> = {
  'GET /products': findProducts,
  'GET /products/{id}': getProduct,
  'POST /products': createProduct,
  'PUT /products/{id}': replaceProduct,
  'POST /products/batch': ({ body }, transaction) => writeBatch(productKind, body, transaction),
  'POST /stock/batch': ({ body }, transaction) => writeBatch(stockKind, body, transaction),
  'POST /prices/batch': ({ body }, transaction) => writeBatch(priceKind, body, transaction),
  'GET /orders': listOrders,
};

/** PostgreSQL's codes for conflicts between two transactions: the same request can succeed right after. */
const CONFLICTS: readonly unknown[] = ['40001', '40P01'];

export interface ShopApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the shop's HTTP API on a free port of this machine. Every request needs the key: `Authorization: Bearer <key>`. */
export async function serveShop(database: pg.Pool, apiKey: string): Promise<ShopApi> {
  const isAllowed = keyCheck(apiKey);
  const server = createServer((request, response) => {
    void handle(request, database, isAllowed)
      .catch(toAnswer)
      .then((answer) => send(response, answer));
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function handle(
  request: IncomingMessage,
  database: pg.Pool,
  isAllowed: (authorization: string) => boolean,
): Promise<Answer> {
  if (!isAllowed(request.headers.authorization ?? '')) {
    return {
      status: 401,
      body: { error: 'the API key is missing or wrong' },
      headers: { 'www-authenticate': 'Bearer' },
    };
  }
  const { method = '' } = request;
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://shop');
  const { handler, params } = findRoute(method, pathname);
  const text = await readText(request);
  const shopRequest = { params, query, body: parseBody(text) };
  const header = method === 'GET' ? undefined : request.headers['idempotency-key'];
  const key = typeof header === 'string' ? header : null;
  return once(database, { key, request: [method, pathname, text] }, (transaction) =>
    handler(shopRequest, transaction),
  );
}

function findRoute(method: string, pathname: string) {
  const parts = pathname.split('/');
  const exact = routes[`${method} ${pathname}`];
  if (exact) return { handler: exact, params: {} };
  const [, collection = '', id = ''] = parts;
  const handler = parts.length === 3 ? routes[`${method} /${collection}/{id}`] : undefined;
  if (!handler) throw new Refusal(404, `there is no ${method} ${pathname}`);
  return { handler, params: { id } };
}

/** Compares digests, which have equal length, in constant time. */
function keyCheck(apiKey: string): (authorization: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${apiKey}`);
  return (authorization) => timingSafeEqual(expected, digest(authorization));
}

function toAnswer(error: unknown): Answer {
  if (error instanceof Refusal) return { status: error.status, body: { error: error.message } };
  const isConflict = error instanceof pg.DatabaseError && CONFLICTS.includes(error.code);
  const reason = error instanceof Error ? error.message : String(error);
  return { status: isConflict ? 409 : 500, body: { error: reason } };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  server.closeAllConnections();
  await closed.promise;
}
