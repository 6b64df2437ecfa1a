import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bufCurl, startControl, tool } from './support.ts';

const V1 = 'stellwerk.control.v1';

suite('A foreign gRPC client, by reflection alone', { concurrency: true }, () => {
  test('lists streams with all their fields', async () => {
    await using control = await startControl();
    const { stdout, stderr } = await bufCurl(
      control.address,
      `${V1}.StreamService/ListStreams`,
      {},
    );
    assert.equal(stderr, '');
    const { streams } = JSON.parse(stdout) as { streams: Record<string, unknown>[] };
    assert.deepEqual(streams[0], {
      name: 'products',
      connector: 'pim',
      entity: 'product',
      state: 'STREAM_STATE_IDLE',
      since: '2026-01-05T08:30:00.250Z',
      records: '20000',
      bytes: '12345678',
      lastRun: {
        startedAt: '2026-01-05T08:30:00.250Z',
        finishedAt: '2026-01-05T08:30:01.750Z',
        rows: { read: '20000', stored: '19990', skipped: '7', rejected: '3' },
      },
      totals: { read: '40000', stored: '39980', skipped: '14', rejected: '6' },
      nextRunAt: '2026-01-05T08:35:00.250Z',
      schedule: { text: 'every 5m', missed: '2', skipped: '1', ordered: '9' },
      arrivals: { accepted: '50', duplicates: '4', rejected: '1' },
    });
  });

  test('asks for the health of the hub and of one service', async () => {
    await using control = await startControl();
    for (const service of ['', `${V1}.StreamService`]) {
      const { stdout, stderr } = await bufCurl(control.address, 'grpc.health.v1.Health/Check', {
        service,
      });
      assert.deepEqual([stderr, JSON.parse(stdout)], ['', { status: 'SERVING' }]);
    }
  });

  test('gets a lane with durations, counts and its last error', async () => {
    await using control = await startControl();
    const name = 'products/shop';
    const { stdout } = await bufCurl(control.address, `${V1}.LaneService/GetLane`, { name });
    const { lane } = JSON.parse(stdout) as { lane: Record<string, unknown> };
    assert.equal(lane.oldestWaiting, '61.500s');
    assert.equal(lane.settledSeq, '9007199254740');
    assert.deepEqual(lane.lastError, {
      code: 'TARGET_UNAVAILABLE',
      stage: 'deliver',
      message: 'Connection to shöp refused.',
      remedy: 'Check that the target system runs.',
      at: '2026-01-05T08:30:00.257Z',
    });
  });

  test('may name fields as the proto files or as protobuf’s JSON do', async () => {
    await using control = await startControl();
    for (const request of [
      { name: 'stock', request_id: 'a' },
      { name: 'stock', requestId: 'b' },
    ]) {
      const method = `${V1}.StreamService/PauseStream`;
      assert.equal((await bufCurl(control.address, method, request)).stderr, '');
    }
    assert.deepEqual(
      control.hub.commands.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  test('pauses a stream and resumes it', async () => {
    await using control = await startControl();
    const request = { name: 'products' };
    const paused = await bufCurl(control.address, `${V1}.StreamService/PauseStream`, request);
    assert.match(paused.stdout, /STREAM_STATE_PAUSED/);
    const resumed = await bufCurl(control.address, `${V1}.StreamService/ResumeStream`, request);
    assert.match(resumed.stdout, /STREAM_STATE_IDLE/);
    assert.deepEqual(
      control.hub.commands.map(({ kind, name, action }) => [kind, name, action]),
      [
        ['stream', 'products', 'pause'],
        ['stream', 'products', 'resume'],
      ],
    );
  });

  test('learns from code and remedy that a name does not exist', async () => {
    await using control = await startControl();
    const request = { name: 'nonsense' };
    const answer = await bufCurl(control.address, `${V1}.StreamService/PauseStream`, request);
    assert.match(answer.stderr, /not_found/);
    assert.match(answer.stderr, /There is no stream \\"nonsense\\"\. Check the name/);
    assert.equal(control.hub.commands.length, 0);
  });
});

test('buf lint finds nothing in the proto files', async () => {
  assert.deepEqual(await tool('buf', 'lint', 'proto'), { code: 0, stdout: '', stderr: '' });
});

test('the generated types match the proto files', async () => {
  const result = await tool('node', 'ops/generate-proto.ts', '--check');
  assert.deepEqual(result, { code: 0, stdout: '', stderr: '' });
});
