import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CallAttempt, Json } from '../../src/domain/index.ts';
import type { GuardedControl } from './support.ts';
import { startGuarded } from './support.ts';
import { allMethods, callAny, openClient } from './any-method.ts';

const stranger: CallAttempt = {
  peerAddress: '192.0.2.7',
  ownAddress: '192.0.2.1',
  forwardedFor: null,
  authorization: null,
  certificateName: null,
};
const { signal } = new AbortController();

const call = (control: GuardedControl, method: string, request: object, attempt: CallAttempt) =>
  control.callOnBehalf({ method, request: request as Record<string, never>, attempt, signal });

suite('A call on behalf of a caller of the HTTP server', { concurrency: 3 }, () => {
  test('is authorized and recorded as the caller, not as the hub', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('operator');
    const known = { ...stranger, authorization };
    const answer = await call(control, 'StreamService/PauseStream', { name: 'products' }, known);
    assert.deepEqual((answer.stream as Record<string, unknown>).state, 'STREAM_STATE_PAUSED');
    const [entry] = control.entries;
    assert.deepEqual(
      [entry?.who, entry?.address, entry?.subject, entry?.outcome],
      ['test operator', '192.0.2.7', 'stream products', 'done'],
    );
  });

  test('is refused like any other call, and the refusal is recorded', async () => {
    await using control = await startGuarded();
    const pause = (attempt: CallAttempt) =>
      call(control, 'LaneService/PauseLane', { name: 'products/shop' }, attempt);
    await assert.rejects(pause(stranger), { code: 'UNAUTHENTICATED' });
    const { authorization } = await control.key('viewer');
    await assert.rejects(pause({ ...stranger, authorization }), { code: 'PERMISSION_DENIED' });
    assert.deepEqual(
      control.entries.map(({ outcome, address }) => `${outcome} ${address}`),
      ['denied 192.0.2.7', 'denied 192.0.2.7'],
    );
    assert.equal(control.hub.commands.length, 0);
  });

  test('sees only the streams that its caller may see', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('viewer', ['stock']);
    const attempt = { ...stranger, authorization };
    const { streams } = await call(control, 'StreamService/ListStreams', {}, attempt);
    assert.deepEqual(
      (streams as { name: string }[]).map(({ name }) => name),
      ['stock'],
    );
  });

  test('succeeds when it is repeated after its connection could not be opened', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('viewer');
    const list = () =>
      call(control, 'StreamService/ListStreams', {}, { ...stranger, authorization });
    const folder = process.env.TMPDIR;
    process.env.TMPDIR = '/no/such/folder';
    const first = list();
    if (folder === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = folder;
    await assert.rejects(first, /ENOENT/);
    assert.ok((await list()).streams);
  });

  test('uses the JSON of protobuf, and rejects a request that does not fit it', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('viewer');
    const ask = (method: string, request: object) =>
      call(control, method, request, { ...stranger, authorization });
    const { lane } = await ask('LaneService/GetLane', { name: 'products/shop' });
    const { since, settledSeq } = lane as { since: string; settledSeq: string };
    assert.deepEqual([since, settledSeq], ['2026-01-05T08:30:00.250Z', '9007199254740']);
    const wrong = { code: 'INVALID_REQUEST' };
    await assert.rejects(ask('LaneService/GetLane', { nme: 'x' }), wrong);
    await assert.rejects(ask('LaneService/ListLanes', { states: ['NONSENSE'] }), wrong);
    await assert.rejects(ask('LaneService/ListLanes', { states: 7 }), wrong);
    await assert.rejects(ask('LaneService/WatchLanes', {}), wrong);
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as Json;
    const tooDeep = { ...wrong, message: /at most 500 levels/ };
    await assert.rejects(ask('LaneService/ListLanes', { states: deep }), tooDeep);
    await assert.rejects(ask('LaneService/DropAll', {}), { code: 'NOT_FOUND' });
    await assert.rejects(ask('constructor/name', {}), { code: 'NOT_FOUND' });
  });

  test('cannot be made from outside: a voucher that the hub did not issue is refused', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('operator');
    await call(control, 'StreamService/ListStreams', {}, { ...stranger, authorization });
    const method = (await allMethods()).find(({ name }) => name === 'StreamService/ListStreams');
    assert.ok(method);
    const client = openClient(control.address);
    for (const voucher of ['', 'x', 'x'.repeat(43)]) {
      const headers = { 'stellwerk-voucher': voucher, 'x-forwarded-for': '192.0.2.7' };
      assert.equal((await callAny(client, method, {}, headers)).code, 'UNAUTHENTICATED');
    }
    client.close();
  });
});
