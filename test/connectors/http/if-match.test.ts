import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery, HeldThing } from '../../../src/connector-api/index.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { signal, targetOf } from './support.ts';

const document = { name: 'Shoe' };
const thing = { masterKey: '1', externalId: 'P1', key: 'A', document };
const delivery = (expected?: HeldThing): Delivery => ({
  ...{ ...thing, version: 2, operation: 'upsert', idempotencyKey: 'k', repeated: false },
  ...(expected ? { expected } : {}),
});
const get = { path: '/products/{externalId}' };

test('a target returns the ETag of what it holds, read from a header or from a field of the thing', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({
    headers: { etag: '"v7"' },
    body: { name: 'Boot', '@odata.etag': 'W/"o7"', meta: { rev: '7-a' } },
  });
  for (const [etag, told] of [
    ['header', '"v7"'],
    ['@odata.etag', 'W/"o7"'],
    ['meta.rev', '7-a'],
  ] as const) {
    const target = targetOf(system, { get: { ...get, etag } });
    const held = await target.peek?.({ things: [thing], signal });
    assert.deepEqual(held, [{ id: 'P1', now: { name: 'Boot' }, then: document, etag: told }]);
  }
});

test('an ETag that is missing, no text, or weak in the header is reported as a misconfiguration', async () => {
  await using system = await HttpSystem.start();
  const asked = (etag: string) =>
    targetOf(system, { get: { ...get, etag } }).peek?.({ things: [thing], signal });
  system.reply = () => ({ headers: { etag: 'W/"weak"' }, body: { rev: 7 } });
  for (const etag of ['header', 'rev', 'missing']) {
    const wanted = { code: 'TARGET_MISCONFIGURED', message: /correct `get\.etag`/ };
    await assert.rejects(async () => asked(etag), wanted, etag);
  }
});

test('what was edited after the target was asked is not overwritten: the target answers 412', async () => {
  await using system = await HttpSystem.start();
  let state = '"v1"';
  system.reply = ({ headers }) => ({
    status: headers['if-match'] === undefined || headers['if-match'] === state ? 200 : 412,
  });
  const target = targetOf(system);
  const held = { now: { name: 'Boot' }, then: document, etag: '"v1"' };
  assert.deepEqual(await target.deliver([delivery(held)], signal), [
    { kind: 'applied', externalId: 'P1' },
  ]);
  state = '"v2"';
  assert.deepEqual(await target.deliver([delivery(held)], signal), [{ kind: 'changed' }]);
  assert.deepEqual(await target.deliver([delivery()], signal), [
    { kind: 'applied', externalId: 'P1' },
  ]);
});

test('a 412 to a request without If-Match is a refusal of the record', async () => {
  await using system = await HttpSystem.start();
  system.reply = () => ({ status: 412 });
  const [outcome] = await targetOf(system).deliver([delivery()], signal);
  assert.equal(outcome?.kind, 'failed');
});

test('a target that takes batches gets a delivery with an ETag as a request of its own', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path }) => (path === '/bulk' ? { body: [{ id: 'P1' }] } : { status: 412 });
  const batch = { method: 'POST', path: '/bulk', size: 10 };
  const fields = { idField: 'id', statusField: 'status', errorField: 'error' };
  const target = targetOf(system, { batch: { ...batch, ...fields } });
  const tied = delivery({ now: {}, then: document, etag: '"v1"' });
  const outcomes = await target.deliver([delivery(), { ...tied, externalId: 'P2' }], signal);
  assert.deepEqual(outcomes, [{ kind: 'applied', externalId: 'P1' }, { kind: 'changed' }]);
});

/** What Apache does to answers that it compresses. */
function throughProxy(reply: HttpSystem['reply']): HttpSystem['reply'] {
  return (request, nth) => {
    const { headers, ...answer } = reply(request, nth);
    const compresses = request.headers['accept-encoding']?.includes('gzip');
    const etag = headers?.etag?.replace(/"$/, compresses ? '-gzip"' : '"');
    return { ...answer, headers: etag === undefined ? {} : { etag } };
  };
}

test('a write matches although a proxy changes the ETags of answers that it compresses', async () => {
  await using system = await HttpSystem.start();
  system.reply = throughProxy(({ headers }) => ({
    status: [undefined, '"v1"'].includes(headers['if-match']) ? 200 : 412,
    headers: { etag: '"v1"' },
    body: { name: 'Boot' },
  }));
  const target = targetOf(system, { get: { ...get, etag: 'header' } });
  const [held] = (await target.peek?.({ things: [thing], signal })) ?? [];
  const outcomes = await target.deliver([delivery(held ?? undefined)], signal);
  assert.deepEqual(outcomes, [{ kind: 'applied', externalId: 'P1' }]);
});

test('a write that never matches, although nobody edits the thing, counts as a failed attempt that names the cause', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ method }) =>
    method === 'GET' ? { headers: { etag: '"v1-cdn"' }, body: {} } : { status: 412 };
  const target = targetOf(system, { get: { ...get, etag: 'header' } });
  const edited = { now: {}, then: document, etag: '"v0-cdn"' };
  assert.deepEqual(await target.deliver([delivery(edited)], signal), [{ kind: 'changed' }]);
  const [held] = (await target.peek?.({ things: [thing], signal })) ?? [];
  const [outcome] = await target.deliver([delivery(held ?? undefined)], signal);
  assert.ok(outcome?.kind === 'failed' && outcome.failure.retryable);
  assert.match(outcome.failure.message, /"v1-cdn".*412.*proxy.*`get\.etag`/);
});
