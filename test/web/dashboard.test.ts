import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, beforeEach, suite, test } from 'node:test';
import { dashboardRoutes, serveWeb } from '../../src/web/index.ts';
import { eventually } from '../control/support.ts';
import type { GuardedDashboard, ServerEvent } from './dashboard-support.ts';
import { events, portOf, SignedIn, signIn, startDashboard } from './dashboard-support.ts';

const pause = ['StreamService/PauseStream', { name: 'products' }] as const;
const secretOf = ({ authorization }: { authorization: string }) =>
  authorization.replace('Bearer ', '');

async function next(told: AsyncGenerator<ServerEvent>): Promise<ServerEvent> {
  const news = await told.next();
  if (news.done === true) throw new Error('the events have ended');
  return news.value;
}

async function signedIn({ url, control }: GuardedDashboard, role: 'viewer' | 'operator') {
  const answer = await signIn(url, secretOf(await control.key(role)));
  return { browser: new SignedIn(url, answer.headers.get('set-cookie') ?? ''), answer };
}

suite('The dashboard', () => {
  let dashboard: GuardedDashboard;
  /** Entries of the audit log, emptied before each test, as the commands are. */
  const noted = () => dashboard.control.entries;
  before(async () => (dashboard = await startDashboard()));
  after(() => dashboard[Symbol.asyncDispose]());
  beforeEach(() => {
    noted().length = 0;
    dashboard.control.hub.commands.length = 0;
  });

  test('signs people in with an API key, and does not give the key back to the browser', async () => {
    const { browser, answer } = await signedIn(dashboard, 'operator');
    assert.equal(((await answer.json()) as { role: string }).role, 'ROLE_OPERATOR');
    const cookie = answer.headers.get('set-cookie') ?? '';
    assert.match(
      cookie,
      /^stellwerk-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    assert.equal((await browser.call(...pause)).status, 200);
    assert.deepEqual(
      noted().map(({ who, by, method, outcome }) => [who, by, method, outcome]),
      [
        ['test operator', 'api-key', 'Dashboard/SignIn', 'done'],
        ['test operator', 'api-key', pause[0], 'done'],
      ],
    );
  });

  test('refuses a wrong key, and records the attempt in the audit log', async () => {
    const answer = await signIn(dashboard.url, 'swk_wrong');
    assert.equal(answer.status, 401);
    assert.equal(answer.headers.get('set-cookie'), null);
    const [entry] = noted();
    assert.deepEqual([entry?.outcome, entry?.method], ['denied', 'AccessService/WhoAmI']);
  });

  test('lets a viewer read but not act', async () => {
    const { browser } = await signedIn(dashboard, 'viewer');
    assert.equal((await browser.call('LaneService/ListLanes', {})).status, 200);
    assert.equal((await browser.call(...pause)).status, 403);
    assert.equal(dashboard.control.hub.commands.length, 0);
  });

  test('accepts no command from a page of another site or from a form', async () => {
    const { browser } = await signedIn(dashboard, 'operator');
    const page = { 'x-stellwerk-page': '1' };
    for (const headers of [
      { ...page, 'sec-fetch-site': 'cross-site' },
      { ...page, 'sec-fetch-site': 'same-site' },
      { ...page, origin: 'https://elsewhere.example' },
      { ...page, origin: 'null' },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      const answer = await browser.call(...pause, headers);
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
    const form = { ...page, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' };
    assert.equal((await browser.call(...pause, form)).status, 415);
    assert.equal(dashboard.control.hub.commands.length, 0);
    const own = { ...page, origin: dashboard.url };
    assert.equal((await browser.call(...pause, own)).status, 200);
  });

  test('keeps the cookie of a session to TLS if the browser uses it, up to a proxy', async () => {
    const { authorization } = await dashboard.control.key('viewer');
    const [, key = ''] = authorization.split(' ');
    const { origin } = new URL(dashboard.url);
    const cookieFor = async (from: string) =>
      (await signIn(dashboard.url, key, { origin: from })).headers.get('set-cookie') ?? '';
    assert.match(await cookieFor('https://hub.example'), /^__Host-stellwerk-session=.*; Secure/);
    assert.match(await cookieFor(origin), /^stellwerk-session=(?!.*Secure)/);
  });

  test('ends a session when its owner signs out', async () => {
    const { browser } = await signedIn(dashboard, 'operator');
    const { cookie } = browser;
    const headers = { cookie, 'x-stellwerk-page': '1' };
    const end = await fetch(`${dashboard.url}/api/session`, { method: 'DELETE', headers });
    assert.deepEqual(await end.json(), { signOutUrl: null });
    assert.match(end.headers.get('set-cookie') ?? '', /Max-Age=0/);
    assert.equal((await browser.call('LaneService/ListLanes', {})).status, 401);
  });

  test('sends everything once, and then only the fields that changed', async () => {
    const { hub } = dashboard.control;
    const stop = new AbortController();
    const told = events(dashboard.url, await dashboard.control.key('viewer'), stop.signal);
    const first = await next(told);
    assert.equal(first.name, 'snapshot');
    assert.deepEqual(
      first.data.streams.map(({ name }) => name),
      ['products', 'stock', 'shop'],
    );
    hub.set('lanes', 'products/shop', { backlog: 77 });
    const second = await next(told);
    assert.deepEqual(second, {
      name: 'change',
      data: { lanes: [{ name: 'products/shop', backlog: 77 }] },
    });
    hub.remove('stock');
    const third = await next(told);
    assert.deepEqual(third.data, { removed: ['streams stock'] });
    stop.abort();
    await eventually(() => hub.listeners.size === 0);
  });

  test('sends a caller who is limited to some streams only those streams', async () => {
    const key = await dashboard.control.key('viewer', ['shop']);
    const told = events(dashboard.url, key, AbortSignal.timeout(10_000));
    const value = await next(told);
    assert.deepEqual(
      [value.data.streams.length, value.data.lanes.length, value.data.connectors.length],
      [1, 0, 1],
    );
    const trend = (lane: string) =>
      fetch(`${dashboard.url}/api/trend?lane=${lane}`, { headers: key });
    assert.equal((await trend('products/shop')).status, 404);
    await told.return(undefined);
  });

  test('refuses a caller who has twenty event feeds open, until one of these ends, and refuses nobody else', async () => {
    const { hub } = dashboard.control;
    const [viewer, operator] = [
      await dashboard.control.key('viewer'),
      await dashboard.control.key('operator'),
    ];
    const stop = new AbortController();
    const open = (headers: Record<string, string>, signal = stop.signal) =>
      fetch(`${dashboard.url}/api/events`, { headers, signal });
    const last = new AbortController();
    const answers = await Promise.all([
      ...Array.from({ length: 19 }, () => open(viewer)),
      open(viewer, last.signal),
    ]);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const refused = await open(viewer);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const problem = (await refused.json()) as { code: string; detail: string; remedy: string };
    assert.equal(problem.code, 'TOO_MANY_FEEDS');
    assert.match(problem.detail, /this caller has 20 open/);
    assert.match(problem.remedy, /Close dashboards/);
    assert.equal((await open(operator)).status, 200);
    last.abort();
    // The hub learns a moment later that the feed has ended.
    for (let status = 429; status === 429;) ({ status } = await open(viewer));
    stop.abort();
    await eventually(() => hub.listeners.size === 0);
  });

  test('keeps no feed for a caller who disconnected before it began', async () => {
    const { hub } = dashboard.control;
    const asked = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const web = await serveWeb({
      address: '127.0.0.1:0',
      routes: [
        async (server) => {
          server.addHook('onRequest', async (_, reply) => {
            reply.raw.once('close', gone.resolve);
            asked.resolve();
            await gone.promise;
          });
          await dashboardRoutes(portOf(dashboard.control))(server, {});
        },
      ],
    });
    const leave = new AbortController();
    const left = fetch(`http://${web.address}/api/events`, { signal: leave.signal });
    await asked.promise;
    leave.abort();
    await assert.rejects(left);
    await gone.promise;
    await web.stop(0);
    assert.equal(hub.listeners.size, 0);
  });

  test('serves data only after a sign-in, but the empty pages to everybody', async () => {
    const status = async (path: string) => (await fetch(`${dashboard.url}${path}`)).status;
    assert.equal(await status('/api/events'), 401);
    assert.equal(await status('/api/trend?lane=products/shop'), 401);
    const page = await fetch(dashboard.url);
    assert.equal(page.status, 200, 'npm run build:pages');
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none';script-src 'self';style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|https?:/);
  });

  test('without access control refuses host names that others could point at this machine', async () => {
    const web = await serveWeb({
      address: '127.0.0.1:0',
      routes: [dashboardRoutes(portOf(dashboard.control))],
    });
    const [hostname, port] = web.address.split(':');
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const ask = request({ hostname, port, path: '/', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        ask.on('error', reject).end();
      });
    assert.equal(await status('evil.example'), 403);
    assert.equal(await status(`evil.example:${port}`), 403);
    for (const host of ['127.0.0.1', `localhost:${port}`, `[::1]:${port}`]) {
      assert.equal(await status(host), 200, host);
    }
    await web.stop(0);
  });
});
