import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpSystem } from '../../support/http-system.ts';
import { readAll } from '../../support/read-all.ts';
import { signal, sourceOf } from './support.ts';

const order = (id: number, changed = '2026-01-01T00:00:00Z') => ({ id, changed });

test('cursor pages are followed until there is no next one, with the credentials on each request', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) => {
    const at = Number(query.get('after')?.slice(1) ?? 0);
    return {
      body: {
        data: { items: [order(at + 1), order(at + 2)] },
        next: at < 4 ? `k${at + 2}` : null,
      },
    };
  };
  const source = sourceOf(
    system,
    { items: 'data.items', paging: { kind: 'cursor', param: 'after', next: 'next' } },
    { auth: { kind: 'apiKey', header: 'x-api-key', key: 'k1' } },
  );
  assert.deepEqual((await readAll(source)).keys, ['1', '2', '3', '4', '5', '6']);
  assert.deepEqual(
    system.seen.map(({ headers }) => headers['x-api-key']),
    ['k1', 'k1', 'k1'],
  );
});

test('a list that names the current page as the next one ends if that page is empty, and is refused otherwise', async () => {
  await using system = await HttpSystem.start();
  const source = sourceOf(system, {
    items: 'rows',
    paging: { kind: 'cursor', param: 'after', next: 'next' },
  });
  system.reply = ({ query }) => ({
    body: { rows: query.has('after') ? [] : [order(1)], next: 'end' },
  });
  assert.deepEqual((await readAll(source)).keys, ['1']);
  system.reply = () => ({ body: { rows: [order(1)], next: 'end' } });
  await assert.rejects(readAll(source), { code: 'SOURCE_REFUSED', message: /would never end/ });
});

test('numbered pages end with an empty one', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) => ({
    body: Number(query.get('p')) < 3 ? [order(Number(query.get('p')))] : [],
  });
  const source = sourceOf(system, {
    path: '/v1/orders',
    paging: { kind: 'page', param: 'p', start: 0, sizeParam: 'size' },
  });
  assert.deepEqual((await readAll(source)).keys, ['0', '1', '2']);
  assert.equal(system.seen[0]?.query.get('size'), '100');
});

test('a system that gives the same answer for every page number is refused at the second page', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ body: [order(1), order(2)] });
  const source = sourceOf(system, { paging: { kind: 'page', param: 'seite' } });
  await assert.rejects(readAll(source), {
    code: 'SOURCE_REFUSED',
    message: /the same items for page 2 as for the page before, so the list would never end/,
  });
  assert.deepEqual(
    system.seen.map(({ query }) => query.get('seite')),
    ['1', '2', '1'],
  );
});

test('a numbered page that was read but not stored may be read again', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) => ({ body: [order(Number(query.get('p')))] });
  const source = sourceOf(system, { paging: { kind: 'page', param: 'p' } });
  const { cursor } = await source.read({ cursor: null, limit: 100, signal });
  const again = () => source.read({ cursor, limit: 100, signal });
  assert.deepEqual((await again()).records, (await again()).records);
});

for (const [what, next] of [
  ['an absolute path', '/api/v2/orders?page=2'],
  ['a query', '?page=2'],
  ['a relative path', 'orders?page=2'],
] as const) {
  test(`a Link header that is ${what} is relative to the page that names it`, async () => {
    await using system = await HttpSystem.start();
    system.reply = ({ path, query }) => {
      if (path !== '/api/v2/orders') return { status: 404 };
      if (query.has('page')) return { body: [order(2)] };
      return { body: [order(1)], headers: { link: `<${next}>; rel="next"` } };
    };
    const url = `${system.url}/api/v2`;
    const source = sourceOf(system, { paging: { kind: 'link' } }, { url });
    assert.deepEqual((await readAll(source)).keys, ['1', '2']);
  });
}

test('a list ends with an empty cursor', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) =>
    query.has('after')
      ? { body: { rows: [order(2)], next: '' } }
      : { body: { rows: [order(1)], next: 'b' } };
  const paging = { kind: 'cursor', param: 'after', next: 'next' };
  assert.deepEqual((await readAll(sourceOf(system, { items: 'rows', paging }))).keys, ['1', '2']);
});

test('no content is an empty list', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 204 });
  const paging = { kind: 'cursor', param: 'after', next: 'next' };
  const options = { items: 'rows', paging, since: { param: 'since' } };
  assert.deepEqual((await readAll(sourceOf(system, options))).keys, []);
});

test('Link headers are followed, but never to another origin', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) => {
    const page = Number(query.get('page') ?? 1);
    return page < 3
      ? {
          body: [order(page)],
          headers: { link: `</orders?page=${page + 1}>; rel="next", </orders>; rel="first"` },
        }
      : { body: [order(page)] };
  };
  const source = sourceOf(system, { paging: { kind: 'link' } });
  assert.deepEqual((await readAll(source)).keys, ['1', '2', '3']);
  system.reply = () => ({
    body: [],
    headers: { link: '<https://elsewhere.example/steal>; rel="next"' },
  });
  await assert.rejects(readAll(source), { code: 'SOURCE_REFUSED', message: /is not the origin/ });
});

test('`since` moves only after a run has read all pages, and reaches back by the overlap', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) =>
    query.get('after') === null
      ? { body: { items: [order(1, '2026-01-01T00:00:10Z')], next: 'x' } }
      : { body: { items: [order(2, '2026-01-01T00:00:20Z')], next: null } };
  const source = sourceOf(system, {
    items: 'items',
    paging: { kind: 'cursor', param: 'after', next: 'next' },
    since: { param: 'since', format: 'iso' },
  });
  const half = await source.read({ cursor: null, limit: 100, signal });
  assert.equal((half.cursor as { boundary: number | null }).boundary, null);
  const { cursor } = await readAll(source);
  await readAll(source, cursor);
  assert.equal(system.seen.at(-1)?.query.get('since'), '2026-01-01T00:00:19.000000Z');
});

const noon = Date.parse('2026-01-01T12:00:00Z');
for (const [what, version, format, since] of [
  ['seconds', noon / 1000, 'epochSeconds', String(noon / 1000 - 1)],
  ['numbers', 7_000_000_000, 'version', '6999000000'],
  ['small numbers', 7, 'version', '0'],
  ['milliseconds', noon, 'epochMs', String(noon - 1000)],
  ['milliseconds', noon, 'iso', '2026-01-01T11:59:59.000000Z'],
  ['ISO 8601', '2026-01-01T12:00:00Z', 'epochMs', String(noon - 1000)],
] as const) {
  test(`versions in ${what} are asked for as ${format}, with the overlap as a time`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({ body: [{ id: 1, changed: version }] });
    const source = sourceOf(system, { since: { param: 'since', format } });
    const { cursor } = await readAll(source);
    await readAll(source, cursor);
    assert.equal(system.seen.at(-1)?.query.get('since'), since);
  });
}

test('a number that lies in the future does not move `since` past now', async () => {
  await using system = await HttpSystem.start();
  const ahead = Math.floor(Date.now() / 1000) + 86_400;
  system.reply = () => ({ body: [{ id: 1, changed: ahead }] });
  const source = sourceOf(system, { since: { param: 'since', format: 'epochSeconds' } });
  const { cursor } = await readAll(source);
  await readAll(source, cursor);
  assert.ok(Number(system.seen.at(-1)?.query.get('since')) <= Date.now() / 1000);
});

test('what a list moved to pages already read, while a run was interrupted for long, is read by the next run', async () => {
  await using system = await HttpSystem.start();
  const seconds = new Map([1, 2, 3, 4].map((id) => [id, id * 10]));
  // The list is sorted by the time of change, two on a page.
  system.reply = ({ query }) => {
    const since = query.get('since') ?? '';
    const found = [...seconds]
      .map(([id, second]) => order(id, `2026-01-01T00:00:${second}Z`))
      .filter(({ changed }) => changed >= since)
      .sort((one, other) => one.changed.localeCompare(other.changed));
    const page = query.get('p') ?? 'first';
    const from = page === 'first' ? 0 : 2;
    const next = page === 'first' && found.length > 2 ? 'second' : null;
    return { body: { items: found.slice(from, from + 2), next } };
  };
  const source = sourceOf(system, {
    items: 'items',
    paging: { kind: 'cursor', param: 'p', next: 'next' },
    since: { param: 'since', format: 'iso' },
  });
  const first = await source.read({ cursor: null, limit: 2, signal });
  seconds.set(1, 50);
  const hourAgo = { ...first.cursor, readAt: Number(first.cursor.readAt) - 3_600_000 };
  const rest = await readAll(source, hourAgo);
  const next = await readAll(source, rest.cursor);
  const last = await readAll(source, next.cursor);
  assert.deepEqual([...rest.keys, ...next.keys], ['4', '1', '2', '3', '4', '1']);
  assert.deepEqual(last.keys, ['1'], 'then only the overlap is read again');
});

test('a run whose next page the system no longer knows after a restart begins again, instead of failing for ever', async () => {
  await using system = await HttpSystem.start();
  let session = 'a';
  system.reply = ({ query }) => {
    const after = query.get('after');
    if (after === null) return { body: { items: [order(1)], next: `${session}2` } };
    if (!after.startsWith(session)) return { status: 400, body: { error: 'expired' } };
    return { body: { items: [order(2)], next: null } };
  };
  const options = { items: 'items', paging: { kind: 'cursor', param: 'after', next: 'next' } };
  const { cursor } = await sourceOf(system, options).read({ cursor: null, limit: 1, signal });
  session = 'b';
  assert.deepEqual((await readAll(sourceOf(system, options), cursor)).keys, ['1', '2']);
  session = 'c';
  const source = sourceOf(system, options);
  const page = await source.read({ cursor: null, limit: 1, signal });
  session = 'd';
  await assert.rejects(source.read({ ...page, limit: 1, signal }), { code: 'SOURCE_REFUSED' });
});

test('a run whose next page the system no longer knows after the hub was asleep begins again', async (t) => {
  await using system = await HttpSystem.start();
  let session = 'a';
  system.reply = ({ query }) => {
    const after = query.get('after');
    if (after === null) return { body: { items: [order(1)], next: session } };
    return after === session
      ? { body: { items: [order(2)], next: null } }
      : { status: 410, body: { error: 'expired' } };
  };
  const paging = { kind: 'cursor', param: 'after', next: 'next' };
  const source = sourceOf(system, { items: 'items', paging });
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { cursor } = await source.read({ cursor: null, limit: 1, signal });
  session = 'b';
  t.mock.timers.tick(3_600_000);
  assert.deepEqual((await readAll(source, cursor)).keys, ['1', '2']);
});

test('an item without a key or version is rejected with its position, and the others are read', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ body: [order(1), { changed: 'x' }, 7] });
  const page = await sourceOf(system, {}).read({ cursor: null, limit: 100, signal });
  assert.equal(page.records.length, 1);
  assert.deepEqual(
    page.rejected.map(({ position }) => /item \d/.exec(position)?.[0]),
    ['item 2', 'item 3'],
  );
});

for (const [what, reply, expected] of [
  [
    '503 with Retry-After',
    { status: 503, headers: { 'retry-after': '7' } },
    { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 7000 },
  ],
  [
    'too many requests for longer than it waits itself',
    { status: 429, headers: { 'retry-after': '60' } },
    { code: 'SOURCE_THROTTLED', retryAfterMs: 60_000 },
  ],
  ['a wrong key', { status: 401 }, { code: 'SOURCE_REFUSED' }],
  [
    'an unknown path',
    { status: 404, body: { message: 'no such list' } },
    { code: 'SOURCE_REFUSED', message: /HTTP 404: no such list/ },
  ],
  [
    'a request that the system gave up waiting for',
    { status: 408, headers: { 'retry-after': '3' } },
    { code: 'SOURCE_UNAVAILABLE', retryAfterMs: 3000 },
  ],
  ['a locked list', { status: 423 }, { code: 'SOURCE_UNAVAILABLE' }],
  ['a cut connection', { cut: true }, { code: 'SOURCE_UNAVAILABLE' }],
  [
    'no answer in time',
    { silent: true },
    { code: 'SOURCE_UNAVAILABLE', message: /no answer in time/ },
  ],
  [
    'the page of a sign-in',
    {
      body: '\n<html><title>Sign in</title>',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    },
    {
      code: 'SOURCE_UNAVAILABLE',
      message:
        /^GET \S+: the answer is not JSON but text\/html: "<html><title>Sign in<\/title>"\. If .*`auth`/,
    },
  ],
  [
    'an answer that is another text',
    { body: 'soon', headers: { 'content-type': 'text/plain' } },
    { code: 'SOURCE_UNAVAILABLE', message: /not JSON but text\/plain: "soon"$/ },
  ],
  [
    'an empty answer',
    { body: ' ' },
    { code: 'SOURCE_UNAVAILABLE', message: /the answer is not JSON but empty$/ },
  ],
  [
    'an answer without the list',
    { body: {} },
    { code: 'SOURCE_REFUSED', message: /no list at the top level/ },
  ],
] as const) {
  test(`${what} is reported as the matching failure`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => reply;
    const source = sourceOf(system, {}, { timeoutMs: 200 });
    await assert.rejects(source.read({ cursor: null, limit: 1, signal }), expected);
  });
}

test('an aborted read ends at once', async () => {
  await using system = await HttpSystem.start();
  const stop = new AbortController();
  system.reply = () => {
    stop.abort();
    return { silent: true };
  };
  await assert.rejects(sourceOf(system, {}).read({ cursor: null, limit: 1, signal: stop.signal }), {
    name: 'AbortError',
  });
});

test('things are fetched one by one by key, missing ones are left out, refused ones are rejected unless all are, and without `get` nothing can be fetched', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path }) =>
    path.endsWith('/gone') ? { status: 404 } : { body: { order: order(Number(path.at(-1))) } };
  const source = sourceOf(system, { get: { path: '/v1/orders/{key}', item: 'order' } });
  const fetched = await source.fetch?.({ keys: ['1', 'gone', 'a/2', '..'], signal });
  assert.deepEqual(
    fetched?.records.map(({ key }) => key),
    ['1', '2'],
  );
  assert.ok(system.seen.some(({ path }) => path === '/v1/orders/a%2F2'));
  assert.ok(system.seen.every(({ path }) => path.startsWith('/v1/orders/')));
  system.reply = ({ path }) =>
    path.endsWith('/2')
      ? { body: { order: order(2) } }
      : { status: 400, body: { message: 'no number' } };
  const some = await source.fetch?.({ keys: ['test', '2'], signal });
  assert.deepEqual(
    [some?.records.map(({ key }) => key), some?.rejected.map(({ key }) => key)],
    [['2'], ['test']],
  );
  assert.match(some?.rejected[0]?.reason ?? '', /HTTP 400: no number/);
  await assert.rejects(source.fetch?.({ keys: ['test', 'a'], signal }) ?? Promise.resolve(), {
    code: 'SOURCE_REFUSED',
  });
  system.reply = () => ({ status: 503 });
  await assert.rejects(source.fetch?.({ keys: ['1'], signal }) ?? Promise.resolve(), {
    code: 'SOURCE_UNAVAILABLE',
  });
  assert.equal(Reflect.get(sourceOf(system, {}), 'fetch'), undefined);
});
