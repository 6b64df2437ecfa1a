import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Client, ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { callerOf, method, openedClient } from './callers.ts';
import { startGuarded } from './support.ts';

/** Opens a watch of the health without credentials; `answered` is OK with its first message, otherwise why it ended. */
function watchHealth(client: Client) {
  const { path, definition } = method('grpc.health.v1.Health/Watch');
  const { requestSerialize: write, responseDeserialize: read } = definition;
  const watch = client.makeServerStreamRequest(path, write, read, {});
  const answered = new Promise<status>((resolve) => {
    watch
      .on('data', () => resolve(status.OK))
      .on('error', ({ code }: ServiceError) => resolve(code));
  });
  return { watch, answered };
}

suite('The gate, under too many calls,', { concurrency: 3 }, () => {
  test('tells a caller over its rate limit how long to wait, and lets others call', async () => {
    await using control = await startGuarded({ limits: { perIdentity: 2, perAddress: 1_000 } });
    using busy = await callerOf(control, await control.key('viewer'));
    using other = await callerOf(control, await control.key('admin'));
    await busy.call('AccessService/WhoAmI');
    await busy.call('AccessService/WhoAmI');
    const end = await busy.call('AccessService/WhoAmI');
    assert.deepEqual([end.status, end.code], ['RESOURCE_EXHAUSTED', 'RATE_LIMITED']);
    const seconds = Number(end.metadata.get('retry-after')[0]);
    assert.ok(seconds > 0 && seconds <= 60, String(seconds));
    assert.equal(control.entries[0]?.who, 'test viewer');
    assert.equal((await other.call('AccessService/WhoAmI')).status, 'OK');
  });

  test('records only the first of too many calls in the audit log, and tells their caller about the health of the hub', async () => {
    const limits = { perIdentity: 2, perAddress: 6 };
    await using control = await startGuarded({ limits });
    using caller = await callerOf(control, await control.key('viewer'));
    using stranger = await callerOf(control, {});
    for (let n = 0; n < 5; n++) await caller.call('AccessService/WhoAmI');
    for (let n = 0; n < 4; n++) await stranger.call('StreamService/ListStreams');
    assert.deepEqual(
      control.entries.map(({ who, code }) => [who, code]),
      [
        ['test viewer', 'RATE_LIMITED'],
        ['anonymous', 'UNAUTHENTICATED'],
        ['anonymous', 'RATE_LIMITED'],
      ],
    );
    assert.equal((await stranger.call('grpc.health.v1.Health/Check')).status, 'OK');
  });

  test('holds few calls of callers without credentials, even if their requests never end, and those of others besides', async () => {
    await using control = await startGuarded();
    using client = openedClient(control);
    const { path, definition } = method('grpc.health.v1.Health/Check');
    const { requestSerialize: write, responseDeserialize: read } = definition;
    const stall = () => {
      const held = Promise.withResolvers<ServiceError | null>();
      const call = client.makeClientStreamRequest(path, write, read, held.resolve);
      return { call, ended: held.promise };
    };
    const calls = Array.from({ length: 30 }, stall);
    const refused = await Promise.all(calls.slice(25).map(({ ended }) => ended));
    assert.deepEqual(
      refused.map((error) => error?.code),
      Array.from({ length: 5 }, () => status.RESOURCE_EXHAUSTED),
    );
    using viewer = await callerOf(control, await control.key('viewer'));
    assert.equal((await viewer.call('StreamService/ListStreams')).status, 'OK');
    using stranger = await callerOf(control, {});
    calls[0]?.call.cancel();
    while ((await stranger.call('grpc.health.v1.Health/Check')).status !== 'OK');
  });

  test('holds few watches of callers without credentials, and those of others besides', async () => {
    await using control = await startGuarded();
    using client = openedClient(control);
    const held = Array.from({ length: 25 }, () => watchHealth(client));
    for (const { answered } of held) assert.equal(await answered, status.OK);
    assert.equal(await watchHealth(client).answered, status.RESOURCE_EXHAUSTED);
    using viewer = await callerOf(control, await control.key('viewer'));
    assert.equal((await viewer.call('StreamService/WatchStreams')).status, 'OK');
    held[0]?.watch.cancel();
    while ((await watchHealth(client).answered) !== status.OK);
  });
});
