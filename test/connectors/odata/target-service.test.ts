import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Erp } from './erp.ts';
import { item, openOData, shown, signal, targetOf } from './support.ts';

test('a service that is away or throttles holds the lane; records that were answered keep their outcome', async () => {
  await using erp = await Erp.start();
  const target = targetOf(erp, { alternateKey: 'number' }, { maxConcurrency: 1 });
  let posts = 0;
  erp.misbehave = ({ method }) => (method === 'POST' && ++posts > 1 ? { status: 503 } : null);
  const outcomes = await target.deliver([item('A'), item('B'), item('C')], signal);
  assert.deepEqual(shown(outcomes), [
    ...['applied', 'unreached TARGET_UNAVAILABLE', 'unreached TARGET_UNAVAILABLE'],
  ]);
  // Within a batch, too.
  for (const [status, code] of [
    [429, 'TARGET_THROTTLED'],
    [504, 'TARGET_UNAVAILABLE'],
  ] as const) {
    erp.misbehave = ({ path }) =>
      path.endsWith('$batch') ? { body: { responses: [{ id: '0', status, body: {} }] } } : null;
    const batched = targetOf(erp, { alternateKey: 'number' }, { batch: 'json' });
    await assert.rejects(batched.deliver([item('X'), item('Y')], signal), { code });
  }
});

test('entity sets may be below another address than the service, as a company’s in Business Central', async () => {
  for (const batch of ['none', 'json', 'multipart', 'multipartAbsolute']) {
    await using erp = await Erp.start();
    erp.path = "company('CRONUS AG')";
    const target = targetOf(
      erp,
      { alternateKey: 'number' },
      { batch, path: "company('CRONUS AG')" },
    );
    assert.deepEqual(shown(await target.deliver([item('A')], signal)), ['applied']);
    assert.deepEqual(shown(await target.deliver([item('A')], signal)), ['unchanged']);
  }
});

test('a redirect, as to a sign-in, is no record’s fault', async () => {
  for (const batch of ['none', 'json', 'multipart']) {
    await using erp = await Erp.start();
    erp.misbehave = ({ method }) =>
      method === 'POST' ? { status: 302, headers: { location: '/login' }, body: '' } : null;
    const target = targetOf(erp, { alternateKey: 'number' }, { batch });
    await assert.rejects(target.deliver([item('A'), item('B')], signal), {
      code: 'TARGET_UNAVAILABLE',
      message: /\(HTTP 302\) to \/login,/,
    });
  }
});

test('`check` succeeds at a service, and a page of something else says so', async () => {
  await using erp = await Erp.start();
  await openOData(erp).check(signal);
  erp.misbehave = () => ({
    body: '<html>sign in</html>',
    headers: { 'content-type': 'text/html' },
  });
  await assert.rejects(openOData(erp).check(signal), /correct `url` or `auth`/);
});
