import assert from 'node:assert/strict';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { GuardPort } from '../../src/domain/index.ts';
import { everyoneIsAdmin } from '../../src/domain/index.ts';
import { eventually } from '../control/support.ts';
import { openClient } from './any-method.ts';
import { callerOf, headersOf, method, openedClient } from './callers.ts';
import type { GuardedControl } from './support.ts';
import { bearer, startGuarded } from './support.ts';

/** Opens a watch of the lanes. Its client closes with it. */
function openWatch(control: GuardedControl, secret: string) {
  const client = openClient(control.address);
  const { path, definition } = method('LaneService/WatchLanes');
  const { requestSerialize: write, responseDeserialize: read } = definition;
  const watch = client.makeServerStreamRequest(path, write, read, {}, headersOf(secret));
  return watch.on('end', () => client.close()).on('error', () => client.close());
}

suite('The gate, for calls that last,', { concurrency: 3 }, () => {
  test('ends the watches of a revoked key', async () => {
    await using control = await startGuarded({}, { askAgainMs: 20 });
    const { key, secret } = await control.keys.create({
      ...{ name: 'screen', role: 'viewer', streams: null },
      expiresAtMs: null,
    });
    const watch = openWatch(control, secret);
    await once(watch, 'data');
    const ended = once(watch, 'error') as Promise<[ServiceError]>;
    await control.keys.revoke(key.id);
    const [error] = await ended;
    assert.match(error.details, /was revoked/);
    await eventually(() => control.hub.listeners.size === 0);
  });

  test('ends the watches of a revoked key although its caller keeps its address over the limit', async () => {
    const limits = { perIdentity: 1_000, perAddress: 2 };
    await using control = await startGuarded({ limits }, { askAgainMs: 20 });
    const { key, secret } = await control.keys.create({
      ...{ name: 'screen', role: 'viewer', streams: null },
      expiresAtMs: null,
    });
    using caller = await callerOf(control, bearer(secret));
    const watch = openWatch(control, secret);
    await once(watch, 'data');
    const ended = once(watch, 'error') as Promise<[ServiceError]>;
    await caller.call('AccessService/WhoAmI');
    assert.equal((await caller.call('AccessService/WhoAmI')).code, 'RATE_LIMITED');
    await control.keys.revoke(key.id);
    const [error] = await ended;
    assert.match(error.details, /was revoked/);
  });

  test('ends the upload of a revoked key, and records it as failed', async () => {
    await using control = await startGuarded({}, { askAgainMs: 20 });
    control.hub.imports.upload = async (_request, bytes) => {
      for await (const _ of bytes) arrived.resolve();
      assert.fail('the upload was taken as complete');
    };
    const arrived = Promise.withResolvers<void>();
    const { key, secret } = await control.keys.create({
      ...{ name: 'loader', role: 'admin', streams: null },
      expiresAtMs: null,
    });
    using client = openedClient(control);
    const { path, definition } = method('ImportService/UploadImport');
    const { requestSerialize: write, responseDeserialize: read } = definition;
    const ended = Promise.withResolvers<ServiceError | null>();
    const upload = client.makeClientStreamRequest(path, write, read, headersOf(secret), (error) =>
      ended.resolve(error),
    );
    upload.write({ order: { stream: 'products', from: 'products.jsonl' } });
    upload.write({ content: Buffer.from('{}') });
    assert.equal(await Promise.race([arrived.promise, ended.promise]), undefined);
    await control.keys.revoke(key.id);
    assert.match((await ended.promise)?.details ?? 'taken', /was revoked/);
    await eventually(() => control.entries.length === 1);
    assert.deepEqual(
      control.entries.map((entry) => [entry.who, entry.outcome]),
      [['loader', 'failed']],
    );
  });

  test('does not authorize a watch again when its caller disconnected before it was admitted', async () => {
    const late = Promise.withResolvers<void>();
    const asked = { leaves: 0, stays: 0 };
    const guard: GuardPort = {
      async decide(attempt, needed) {
        const who = attempt.authorization === 'leaves' ? 'leaves' : 'stays';
        asked[who]++;
        if (who === 'leaves') await late.promise;
        return everyoneIsAdmin.decide(attempt, needed);
      },
    };
    await using control = await startGuarded({}, { askAgainMs: 5, guard });
    const client = openClient(control.address, credentials.createInsecure());
    const { path, definition } = method('LaneService/WatchLanes');
    const { requestSerialize: write, responseDeserialize: read } = definition;
    const watchAs = (who: keyof typeof asked) => {
      const metadata = new Metadata();
      metadata.set('authorization', who);
      return client.makeServerStreamRequest(path, write, read, {}, metadata);
    };
    const leaves = watchAs('leaves');
    await eventually(() => asked.leaves === 1);
    const ended = once(leaves, 'error');
    leaves.cancel();
    await ended;
    // On the same connection, so the server has met the end of the other when it answers this one.
    const stays = watchAs('stays').on('error', () => undefined);
    await once(stays, 'data');
    late.resolve();
    // The other would have been asked as often, less the one time that may have been due already.
    const before = asked.stays;
    await eventually(() => asked.stays >= before + 3);
    assert.equal(asked.leaves, 1);
    client.close();
  });
});
