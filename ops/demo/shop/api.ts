import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Shop } from './shop.ts';

const ORDERS_PER_PAGE = 200;

export interface ShopApi {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The shop's HTTP API: `POST /products/batch`, `/stock/batch`, `/prices/batch` take a list and answer per record;
 * `GET /orders?since=&cursor=` lists orders by pages. All of it wants the API key.
 */
export async function serveShop(shop: Shop, apiKey: string): Promise<ShopApi> {
  const server = createServer((request, response) => {
    handle(shop, apiKey, request, response).catch((error: unknown) => {
      answer(response, 500, { error: String(error) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function handle(
  shop: Shop,
  apiKey: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://shop');
  if (request.headers.authorization !== `Bearer ${apiKey}`) {
    return answer(response, 401, { error: 'the API key is missing or wrong' });
  }
  const [, kind = '', batch] = url.pathname.split('/');
  if (request.method === 'GET' && kind === 'orders') {
    const { searchParams } = url;
    const page = await shop.orders(
      searchParams.get('since'),
      searchParams.get('cursor'),
      ORDERS_PER_PAGE,
    );
    return answer(response, 200, page);
  }
  if (request.method === 'POST' && batch === 'batch') {
    const body: unknown = await json(request);
    if (!Array.isArray(body)) return answer(response, 422, { error: 'the body must be a list' });
    const results = await shop.write(kind, body as Record<string, unknown>[]);
    return answer(
      response,
      results ? 200 : 404,
      results ? { results } : { error: `no ${kind} here` },
    );
  }
  return answer(response, 404, { error: 'there is nothing here' });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
