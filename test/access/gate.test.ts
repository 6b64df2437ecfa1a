import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Client } from '@grpc/grpc-js';
import { Metadata } from '@grpc/grpc-js';
import type { AuditEntry, Run, View } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { rejecting } from '../support/fake-hub.ts';
import { eventually } from '../control/support.ts';
import { callerOf, method } from './callers.ts';
import { startGuarded } from './support.ts';

const nothing = { stories: [], things: [], more: false };
const names = (list: unknown) => (list as { name: string }[]).map(({ name }) => name);

const run: Omit<Run, 'id'> = {
  ...{ stream: 'stock', lane: null, kind: 'poll', outcome: 'succeeded', error: null },
  ...{ startedAtMs: 0, finishedAtMs: 1, read: 0, stored: 0, skipped: 0, rejected: 0 },
  ...{ cursorBefore: null, cursorAfter: null },
};

/** Begins a call that the test can cancel. */
function pauseProducts(client: Client, { authorization }: { readonly authorization: string }) {
  const metadata = new Metadata();
  metadata.set('authorization', authorization);
  const { path, definition } = method('StreamService/PauseStream');
  const { requestSerialize: write, responseDeserialize: read } = definition;
  return client.makeUnaryRequest(
    path,
    write,
    read,
    { name: 'products' },
    metadata,
    () => undefined,
  );
}

suite('The gate', { concurrency: 3 }, () => {
  test('shows personal fields to operators but not to viewers, wherever contents are shown', async () => {
    await using control = await startGuarded();
    const seen: boolean[] = [];
    Object.assign(control.hub.history, {
      story: async (_asked: unknown, { personal }: View) => (seen.push(personal), nothing),
      lookUp: async (_asked: unknown, { personal }: View) => (seen.push(personal), nothing),
    });
    Object.assign(control.hub.recovery, {
      listDeadLetters: async (_filter: unknown, { view }: { view: View }) => (
        seen.push(view.personal),
        { letters: [], next: null }
      ),
      listDeadLetterGroups: async (_filter: unknown, { personal }: View) => (
        seen.push(personal),
        []
      ),
    });
    for (const role of ['viewer', 'operator', 'admin'] as const) {
      using caller = await callerOf(control, await control.key(role));
      await caller.call('RecordService/GetRecordStory', { text: '1001' });
      await caller.call('RecordService/LookUpRecord', { id: '1001' });
      await caller.call('DeadLetterService/ListDeadLetters');
      await caller.call('DeadLetterService/ListDeadLetterGroups');
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 12 }, (_, call) => call >= 4),
    );
  });

  test('records for a command who called, from where, what, the state before and after, and the outcome', async () => {
    await using control = await startGuarded();
    using operator = await callerOf(control, await control.key('operator'));
    await operator.call('StreamService/PauseStream', { name: 'products' });
    await operator.call('LaneService/ReplayLane', { name: 'products/shop', seq: 1 });
    control.hub.onSend = rejecting('It cannot');
    await operator.call('StreamService/SyncStream', { name: 'products' });
    const [paused, replayed, rejected] = control.entries;
    const { atMs, ...rest } = paused ?? {};
    assert.ok(Math.abs((atMs ?? 0) - Date.now()) < 60_000);
    assert.deepEqual(rest, {
      who: 'test operator',
      by: 'api-key',
      address: '127.0.0.1',
      method: 'StreamService/PauseStream',
      subject: 'stream products',
      before: { state: 'idle' },
      after: { state: 'paused' },
      outcome: 'done',
      code: null,
    });
    assert.deepEqual([replayed?.subject, replayed?.after], ['lane products/shop', { records: 42 }]);
    assert.deepEqual([rejected?.outcome, rejected?.code], ['failed', 'COMMAND_REJECTED']);
    assert.match(control.hub.commands[0]?.requestedBy ?? '', /^test operator grpc 127\.0\.0\.1:/);
  });

  test('records a command even if its caller disconnects before it ends', async () => {
    await using control = await startGuarded();
    using operator = await callerOf(control, {});
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    control.hub.onSend = () => released;
    const call = pauseProducts(operator.client, await control.key('operator'));
    await eventually(() => control.hub.commands.length === 1);
    call.cancel();
    await eventually(() => control.hub.signals[0]?.aborted === true);
    release();
    await eventually(() => control.entries.length === 1);
    assert.equal(control.entries[0]?.outcome, 'done');
  });

  test('records neither secrets nor record keys nor dry runs', async () => {
    await using control = await startGuarded();
    using admin = await callerOf(control, await control.key('admin'));
    const lane = { name: 'products/shop', key: 'anna@example.org' };
    await admin.call('LaneService/PauseLaneKey', lane);
    const wish = { name: 'nightly', role: 'ROLE_VIEWER', limitedTo: { streams: ['products'] } };
    const { answer } = await admin.call('AccessService/CreateApiKey', wish);
    await admin.call('DeadLetterService/ReplayDeadLetters', { all: true, dryRun: true });
    assert.deepEqual(
      control.entries.map(({ subject }) => subject),
      ['lane products/shop key ~16', 'API key nightly'],
    );
    const { id } = (answer?.key ?? {}) as { id?: string };
    const after = { id, name: 'nightly', role: 'ROLE_VIEWER', streams: ['products'] };
    assert.deepEqual(control.entries[1]?.after, after);
    const text = JSON.stringify(control.entries);
    assert.ok(!text.includes('anna') && !text.includes(String(answer?.secret)));
  });

  test('refuses a change while the audit log cannot take it, and still answers reads', async () => {
    await using control = await startGuarded();
    control.hub.audit.intend = async () => {
      throw new Failure('STORE_UNAVAILABLE', { message: 'The audit log is away' });
    };
    using admin = await callerOf(control, await control.key('admin'));
    const end = await admin.call('StreamService/PauseStream', { name: 'products' });
    assert.deepEqual([end.status, end.code], ['UNAVAILABLE', 'STORE_UNAVAILABLE']);
    assert.equal((await admin.call('ImportService/UploadImport')).code, 'STORE_UNAVAILABLE');
    assert.deepEqual([control.hub.commands, control.entries], [[], []]);
    assert.equal((await admin.call('StreamService/ListStreams')).status, 'OK');
  });

  test('stores that a change is about to be made before it is made', async () => {
    await using control = await startGuarded();
    const { audit } = control.hub;
    const intended: AuditEntry[] = [];
    control.hub.onSend = async () => void intended.push(...audit.intents.values());
    using operator = await callerOf(control, await control.key('operator'));
    await operator.call('StreamService/PauseStream', { name: 'products' });
    const [recorded] = control.entries;
    assert.deepEqual(
      intended.map((entry) => ({ ...entry, atMs: recorded?.atMs })),
      [{ ...recorded, after: null, outcome: 'unknown' }],
    );
  });

  test('makes no change for a caller who leaves before it is in the audit log, and records that', async () => {
    await using control = await startGuarded();
    const { promise: taken, resolve: take } = Promise.withResolvers<string>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    control.hub.audit.intend = () => (ask(), taken);
    const caller = await control.key('operator');
    using operator = await callerOf(control, caller);
    const call = pauseProducts(operator.client, caller);
    await asked;
    call.cancel();
    // Comes after the cancellation on the same connection.
    assert.equal((await operator.call('StreamService/ListStreams')).status, 'OK');
    take('an id');
    await eventually(() => control.entries.length === 1);
    const [{ outcome, code } = {}] = control.entries;
    assert.deepEqual([outcome, code, control.hub.commands], ['failed', 'CANCELLED', []]);
  });

  test('says that a change was made when the audit log fails afterwards, and reports the lost entry', async () => {
    const lost: string[] = [];
    const onLostEntry = ({ method: name }: AuditEntry) => void lost.push(name);
    await using control = await startGuarded({}, { onLostEntry });
    control.hub.audit.record = async () => {
      throw new Failure('STORE_UNAVAILABLE', { message: 'gone' });
    };
    using admin = await callerOf(control, await control.key('admin'));
    const end = await admin.call('StreamService/PauseStream', { name: 'products' });
    assert.equal(end.code, 'STORE_UNAVAILABLE');
    assert.match(end.details, /was carried out, but could not be recorded in the audit log/);
    assert.deepEqual(lost, ['StreamService/PauseStream']);
  });

  test('shows a caller who is limited to certain streams only these, their lanes and their connectors', async () => {
    await using control = await startGuarded();
    control.hub.set('streams', 'stock', { connector: 'erp' });
    using mine = await callerOf(control, await control.key('admin', ['products']));
    const streams = await mine.call('StreamService/ListStreams');
    assert.deepEqual(names(streams.answer?.streams), ['products']);
    assert.deepEqual(names((await mine.call('LaneService/ListLanes')).answer?.lanes), [
      'products/shop',
    ]);
    const watched = await mine.call('StreamService/WatchStreams');
    assert.deepEqual(names(watched.answer?.streams), ['products']);
    using others = await callerOf(control, await control.key('admin', ['stock']));
    assert.deepEqual(names((await others.call('LaneService/ListLanes')).answer?.lanes), []);
    for (const [name, request] of [
      ['StreamService/GetStream', { name: 'products' }],
      ['StreamService/PauseStream', { name: 'products' }],
      ['LaneService/PauseLane', { name: 'products/shop' }],
      ['LaneService/ReplayLane', { name: 'products/shop', seq: 1 }],
      ['LaneService/PauseLaneKey', { name: 'products/shop', key: 'a' }],
      ['LaneService/ListPausedLaneKeys', { name: 'products/shop' }],
    ] as const) {
      assert.equal((await others.call(name, request)).code, 'NOT_FOUND', name);
    }
    assert.equal(control.hub.commands.length, 0);
  });

  test('does not tell a caller who is limited to certain streams whose run an id is', async () => {
    await using control = await startGuarded();
    const getRun = async (id: string) => {
      if (id === '1') return { ...run, id };
      throw new Failure('NOT_FOUND', {
        message: `There is no run ${id}, or it is no longer kept.`,
      });
    };
    Object.assign(control.hub.history, { getRun });
    using owner = await callerOf(control, await control.key('viewer', ['stock']));
    assert.equal((await owner.call('RunService/GetRun', { id: '1' })).status, 'OK');
    using other = await callerOf(control, await control.key('viewer', ['products']));
    const [theirs, nobodys] = [
      await other.call('RunService/GetRun', { id: '1' }),
      await other.call('RunService/GetRun', { id: '2' }),
    ];
    assert.equal(theirs.code, 'NOT_FOUND');
    assert.equal(theirs.details, nobodys.details.replace('run 2', 'run 1'));
  });

  test('denies a caller who is limited to certain streams all calls that are not about a stream', async () => {
    await using control = await startGuarded();
    using mine = await callerOf(control, await control.key('admin', ['products']));
    for (const name of ['ConnectorService/PauseConnector', 'AccessService/CreateApiKey']) {
      assert.equal((await mine.call(name, { name: 'shop' })).code, 'PERMISSION_DENIED', name);
    }
    assert.deepEqual(
      control.entries.map(({ outcome }) => outcome),
      ['denied', 'denied'],
    );
  });

  test('accepts neither two credentials nor a malformed one, and does not reveal which key ids exist', async () => {
    await using control = await startGuarded();
    const { authorization } = await control.key('admin');
    const wrong = [
      'Basic YTpi',
      'Bearer',
      `${authorization} `.repeat(2),
      `${authorization.slice(0, -2)}xx`,
      `Bearer swk_0000000000000000_${'A'.repeat(43)}`,
      'Bearer eyJhbGciOiJub25lIn0.e30.',
    ];
    const answers = new Set<string>();
    for (const header of wrong) {
      using caller = await callerOf(control, { authorization: header });
      const end = await caller.call('AccessService/WhoAmI');
      assert.equal(end.code, 'UNAUTHENTICATED', header);
      if (header.startsWith('Bearer swk_')) answers.add(end.details);
    }
    assert.equal(answers.size, 2); // One answer for the doubled header, one for both invalid keys.
  });
});
