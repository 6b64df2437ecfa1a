import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Guard, KeyRing } from '../../src/access/index.ts';
import { Beginning, Failure } from '../../src/domain/index.ts';
import { healthRoutes, metricsRoutes, serveWeb } from '../../src/web/index.ts';
import type { WebOptions } from '../../src/web/index.ts';
import { bearer, defaults } from '../access/support.ts';
import { storeBench } from '../store/support.ts';

/** A plugin that adds its routes to the server. */
const room = (add: (server: FastifyInstance) => unknown) => async (server: FastifyInstance) =>
  void add(server);

const viewers = { config: { access: { role: 'viewer' } } } as const;

async function serve(routes: WebOptions['routes'], more: Partial<WebOptions> = {}) {
  const web = await serveWeb({ address: '127.0.0.1:0', routes, ...more });
  return {
    url: `http://${web.address}`,
    [Symbol.asyncDispose]: () => web.stop(0),
  };
}

test('the readiness check reports why the hub is not ready', async () => {
  const reasons = ['NATS does not answer: connection closed'];
  const health = { readiness: async () => ({ ready: false, reasons }) };
  await using web = await serve([healthRoutes(health)]);
  const alive = await fetch(`${web.url}/healthz`);
  assert.equal(alive.status, 200);
  const ready = await fetch(`${web.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual(await ready.json(), { ready: false, reasons });
});

test('until the hub has begun its work, it says that it is starting and when to call again, and serves health only', async () => {
  const beginning = new Beginning();
  const health = {
    readiness: async () => ({ ready: beginning.hasBegun, reasons: [] }),
  };
  const routes = [
    healthRoutes(health),
    room((server) => server.get('/who', viewers, async () => 'you')),
  ];
  await using web = await serve(routes, { beginning });
  const early = await fetch(`${web.url}/who`);
  assert.deepEqual([early.status, early.headers.get('retry-after')], [503, '1']);
  assert.equal(((await early.json()) as { code: string }).code, 'STARTING');
  const statusOf = async (path: string) => (await fetch(`${web.url}${path}`)).status;
  assert.deepEqual([await statusOf('/healthz'), await statusOf('/readyz')], [200, 503]);
  beginning.begin();
  assert.deepEqual([await statusOf('/who'), await statusOf('/readyz')], [200, 200]);
});

test('a caller over the limit of its address still learns whether the hub is alive and ready', async () => {
  await using bench = await storeBench();
  const settings = { ...defaults, limits: { perIdentity: 1, perAddress: 1 } };
  const keys = new KeyRing(bench.store.apiKeys);
  const guard = new Guard({ settings, keys, localSecret: null });
  const health = { readiness: async () => ({ ready: true, reasons: [] }) };
  await using web = await serve([healthRoutes(health)], { guard });
  const statusOf = async (path: string) => (await fetch(`${web.url}${path}`)).status;
  assert.deepEqual([await statusOf('/none'), await statusOf('/none')], [404, 429]);
  assert.deepEqual([await statusOf('/healthz'), await statusOf('/readyz')], [200, 200]);
});

test('the guard of the control API also protects the HTTP routes', async () => {
  await using bench = await storeBench();
  const keys = new KeyRing(bench.store.apiKeys);
  const guard = new Guard({ settings: defaults, keys, localSecret: null });
  const { secret } = await keys.create({
    name: 'shop',
    role: 'viewer',
    streams: null,
    expiresAtMs: null,
  });
  await using web = await serve(
    [room((server) => server.get('/who', viewers, async ({ caller }) => ({ name: caller?.name })))],
    { guard },
  );
  const stranger = await fetch(`${web.url}/who`);
  assert.equal(stranger.status, 401);
  const problem = (await stranger.json()) as { code: string; remedy: string };
  assert.equal(problem.code, 'UNAUTHENTICATED');
  assert.notEqual(problem.remedy, '');
  const known = await fetch(`${web.url}/who`, { headers: bearer(secret) });
  assert.deepEqual(await known.json(), { name: 'shop' });
});

test('a caller limited to certain streams gets no figures of the others, only routes that show its own', async () => {
  await using bench = await storeBench();
  const keys = new KeyRing(bench.store.apiKeys);
  const guard = new Guard({ settings: defaults, keys, localSecret: null });
  const wish = { name: 'few', role: 'admin', streams: ['stock'], expiresAtMs: null } as const;
  const headers = bearer((await keys.create(wish)).secret);
  const expose = async () => ({ contentType: 'text/plain', text: 'orders 1' });
  const own = { config: { access: { role: 'viewer', limited: true } } } as const;
  await using web = await serve(
    [
      metricsRoutes({ expose }),
      room((server) => server.get('/own', own, async ({ caller }) => caller?.streams)),
    ],
    { guard },
  );
  const figures = await fetch(`${web.url}/metrics`, { headers });
  assert.deepEqual([figures.status, (await figures.text()).includes('orders')], [403, false]);
  assert.deepEqual(await (await fetch(`${web.url}/own`, { headers })).json(), ['stock']);
});

test('a route that does not say who may call it is refused at the start', async () => {
  const forgotten = serve([room((server) => server.get('/open', async () => 'secret'))]);
  await assert.rejects(forgotten, /does not say who may call it/);
});

test('a failure is answered with its code, status and waiting time; a defect reveals no details', async () => {
  const defects: string[] = [];
  await using web = await serve(
    [
      async (server) => {
        server.get('/full', viewers, async () => {
          throw new Failure('STREAM_FULL', { message: 'The log is full.', retryAfterMs: 1_500 });
        });
        server.get('/defect', viewers, async () => {
          throw new TypeError('inner detail');
        });
      },
    ],
    { onDefect: (_failure, route) => defects.push(route) },
  );
  const full = await fetch(`${web.url}/full`);
  assert.equal(full.status, 503);
  assert.equal(full.headers.get('retry-after'), '2');
  assert.equal(full.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(((await full.json()) as { code: string }).code, 'STREAM_FULL');
  const defect = await fetch(`${web.url}/defect?code=secret`);
  assert.equal(defect.status, 500);
  assert.doesNotMatch(await defect.text(), /inner detail/);
  assert.deepEqual(defects, ['GET /defect']);
});

test('an unknown route, a body that is too large and a broken body are answered with 404, 413 and 400', async () => {
  await using web = await serve([
    room((server) =>
      server.post('/echo', { ...viewers, bodyLimit: 100 }, async ({ body }) => body),
    ),
  ]);
  assert.equal((await fetch(`${web.url}/nowhere`)).status, 404);
  const post = (body: string) =>
    fetch(`${web.url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  assert.equal((await post(JSON.stringify({ text: 'x'.repeat(200) }))).status, 413);
  assert.equal((await post('{"broken')).status, 400);
});

test('stopping the server ends a call that never finishes', async () => {
  const arrived = Promise.withResolvers<void>();
  const web = await serveWeb({
    address: '127.0.0.1:0',
    routes: [
      room((server) =>
        server.get('/stuck', viewers, async () => {
          arrived.resolve();
          return new Promise(() => undefined);
        }),
      ),
    ],
  });
  const cut = Promise.withResolvers<void>();
  request(`http://${web.address}/stuck`)
    .on('error', () => cut.resolve())
    .end();
  await arrived.promise;
  await web.stop(50);
  await cut.promise;
});
