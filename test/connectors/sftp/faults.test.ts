import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAll } from '../../support/read-all.ts';
import type { OddServer, Trouble } from './odd-server.ts';
import { startOddServer } from './odd-server.ts';
import { keyPair } from './sshd.ts';
import { csvOf, delivery, openSftp, sourceOf, targetOf } from './support.ts';

const T = 1_790_000_000;
const signal = AbortSignal.timeout(500_000);

/** Makes the nth request of this kind about such a path get into trouble, and no other. */
function once(server: OddServer, request: string, path: RegExp, trouble: Trouble, nth = 1): void {
  let seen = 0;
  server.trouble = (asked, about) =>
    asked === request && path.test(about) && ++seen === nth ? trouble : undefined;
}

/** The rows of all files that a lane handed over. */
function handedOver(server: OddServer): readonly string[] {
  return [...server.files]
    .filter(([name]) => name.endsWith('.csv'))
    .flatMap(([, { content }]) => content.toString().trim().split('\r\n').slice(1));
}

function unfinished(server: OddServer): readonly string[] {
  return [...server.files.keys()].filter((name) => name.endsWith('.part'));
}

test('a server whose key is unknown is refused before the login, with the fingerprint that it shows', async () => {
  await using server = await startOddServer();
  for (const hostKeys of [undefined, [`SHA256:${'A'.repeat(43)}`]]) {
    const connector = openSftp(server, { hostKeys });
    await assert.rejects(connector.check(signal), ({ code, message }: Error & { code: string }) => {
      assert.equal(code, 'TARGET_MISCONFIGURED');
      assert.ok(message.includes(server.fingerprint), message);
      assert.ok(message.includes('hostKeys'), message);
      return true;
    });
    await connector.close();
  }
  assert.deepEqual(server.requests, []);
});

test('a user or key that the server does not accept is refused, and a key that cannot be read as well', async () => {
  await using server = await startOddServer();
  for (const auth of [
    { kind: 'password', password: 'hush' },
    { kind: 'key', privateKey: 'hush' },
    { kind: 'key', privateKey: keyPair().public },
  ]) {
    const connector = openSftp(server, { auth });
    await assert.rejects(connector.check(signal), ({ code, message }: Error & { code: string }) => {
      assert.equal(code, 'TARGET_MISCONFIGURED', message);
      assert.ok(!message.includes('hush'), message);
      return true;
    });
    await connector.close();
  }
});

test('a file whose size changes between two looks is not read before it has settled', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  const source = sourceOf(connector, { settledMs: 50 });
  server.files.set('a.csv', { content: Buffer.from('id,name\n1,a'), time: T });
  let looks = 0;
  server.trouble = (request) => {
    // It grows before the second look.
    if (request === 'list' && ++looks === 2)
      server.files.set('a.csv', { content: Buffer.from(csvOf([1, 2])), time: T });
    return undefined;
  };
  const first = await readAll(source);
  assert.deepEqual(first.keys, []);
  const second = await readAll(source, first.cursor);
  assert.deepEqual(second.keys, ['1', '2']);
  await connector.close();
});

test('what was read of a file while it was changed in place is dropped, and it is read anew', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  const ids = Array.from({ length: 9_000 }, (_, id) => id);
  const file = { content: Buffer.from(csvOf(ids)), time: T };
  server.files.set('a.csv', file);
  let reads = 0;
  server.trouble = (request) => {
    if (request === 'read' && ++reads === 3)
      Object.assign(file, { content: Buffer.from(csvOf(ids, 2)), time: T + 1 });
    return undefined;
  };
  const { records } = await readAll(sourceOf(connector), null, 10_000);
  assert.deepEqual(
    records.map(({ document }) => document.name),
    ids.map((id) => `${id} v2`),
  );
  await connector.close();
});

test('by name no file is read before one that comes earlier and still grows', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  const source = sourceOf(connector, { settledMs: 50, order: 'name' });
  server.files.set('1.csv', { content: Buffer.from(csvOf([1])), time: T });
  server.files.set('2.csv', { content: Buffer.from(csvOf([2])), time: T });
  let looks = 0;
  server.trouble = (request) => {
    if (request === 'list' && ++looks === 2)
      server.files.set('1.csv', { content: Buffer.from(csvOf([1, 9])), time: T });
    return undefined;
  };
  const first = await readAll(source);
  assert.deepEqual(first.keys, []);
  assert.deepEqual((await readAll(source, first.cursor)).keys, ['1', '9', '2']);
  await connector.close();
});

test('a large file is read no further ahead than needed for the page', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  const lines = Array.from({ length: 200_000 }, (_, id) => `${id},${'x'.repeat(50)}`);
  const content = Buffer.from(['id,name', ...lines].join('\n'));
  server.files.set('a.csv', { content, time: T });
  const source = sourceOf(connector);
  let { cursor } = await source.read({ cursor: null, limit: 100, signal });
  for (let pages = 0; pages < 10; pages++)
    ({ cursor } = await source.read({ cursor, limit: 100, signal }));
  assert.ok(server.bytesRead < 3 * 2 ** 20, `${server.bytesRead} of ${content.length} bytes`);
  await connector.close();
});

for (const trouble of ['cut', 'hang', 'FAILURE'] as const)
  test(`a source whose server answers with ${trouble} in the middle of a file is unavailable, and reads on when it is back`, async () => {
    await using server = await startOddServer();
    const connector = openSftp(server, { timeoutMs: 1_000 });
    const ids = Array.from({ length: 60_000 }, (_, id) => id);
    server.files.set('a.csv', { content: Buffer.from(csvOf(ids)), time: T });
    const source = sourceOf(connector);
    once(server, 'read', /a\.csv/, trouble, 4);
    const keys: string[] = [];
    let [cursor, more, failures] = [null as never, true, 0];
    while (more) {
      const read = source.read({ cursor, limit: 1_000, signal });
      const page = await read.catch((error: unknown) => {
        assert.equal((error as { code: string }).code, 'SOURCE_UNAVAILABLE');
        failures++;
        return null;
      });
      if (!page) continue;
      keys.push(...page.records.map(({ key }) => key));
      ({ more } = page);
      cursor = page.cursor as never;
    }
    assert.equal(failures, 1);
    assert.deepEqual(keys, ids.map(String));
    await connector.close();
  });

test('a folder or file without permission is refused', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  server.files.set('a.csv', { content: Buffer.from(csvOf([1])), time: T });
  for (const request of ['list', 'open']) {
    once(server, request, /./, 'PERMISSION_DENIED');
    await assert.rejects(readAll(sourceOf(connector)), { code: 'SOURCE_REFUSED' });
  }
  once(server, 'create', /./, 'PERMISSION_DENIED');
  const target = targetOf(connector);
  await assert.rejects(target.deliver([delivery(1)], signal), { code: 'TARGET_MISCONFIGURED' });
  await connector.close();
});

/** Every request of a delivery that changes something, and what comes before it. */
const places = [
  ...['create .part', 'write .part', 'create .json', 'write .json', 'rename .part', 'list .'],
];

for (const trouble of ['cut', 'hang', 'FAILURE'] as const)
  for (const place of places)
    test(`whatever a delivery is doing when its server answers ${place} with ${trouble}, a restart hands each record over once`, async () => {
      await using server = await startOddServer();
      const [request = '', path = ''] = place.split(' ');
      const connector = openSftp(server, { timeoutMs: 1_000 });
      const batch = [delivery(1), delivery(2)];
      await targetOf(connector).deliver([delivery(0)], signal);
      once(server, request, new RegExp(path.replace('.', '\\.')), trouble);
      const target = targetOf(connector);
      await assert.rejects(target.deliver(batch, signal), { code: 'TARGET_UNAVAILABLE' });
      server.trouble = () => undefined;
      const restarted = openSftp(server);
      const again = [...batch.map((one) => ({ ...one, repeated: true })), delivery(3)];
      const outcomes = await targetOf(restarted).deliver(again, signal);
      assert.deepEqual(
        outcomes.map((outcome) => 'externalId' in outcome && outcome.externalId),
        ['1', '2', '3'],
      );
      const rows = ['0,0 v1', '1,1 v1', '2,2 v1', '3,3 v1'];
      assert.deepEqual(handedOver(server).toSorted(), rows);
      assert.deepEqual(unfinished(server), []);
      await Promise.all([connector.close(), restarted.close()]);
    });

test('a rename that took effect, but whose answer was lost, does not hand the batch over twice, though it was taken away', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server, { timeoutMs: 1_000 });
  const target = targetOf(connector);
  server.trouble = (request, path) => {
    if (request !== 'rename') return undefined;
    server.files.delete(path);
    return 'cut';
  };
  await assert.rejects(target.deliver([delivery(1)], signal), { code: 'TARGET_UNAVAILABLE' });
  server.trouble = () => undefined;
  const [outcome] = await target.deliver([delivery(1)], signal);
  assert.equal(outcome?.kind, 'unchanged');
  assert.deepEqual(handedOver(server), []);
  await connector.close();
});

test('a file that has the name already is not replaced', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  server.files.set('out-000001.csv', { content: Buffer.from('theirs'), time: T });
  const target = targetOf(connector, { file: 'out-{number}.csv' });
  await target.deliver([delivery(1)], signal);
  await target.deliver([delivery(2)], signal);
  assert.equal(server.files.get('out-000001.csv')?.content.toString(), 'theirs');
  assert.deepEqual(
    [...server.files.keys()].filter((name) => name.endsWith('.csv')),
    ['out-000001.csv', 'out-000002.csv', 'out-000003.csv'],
  );
  await connector.close();
});

test('what is delivered again and again without being settled is still known when many other files were written', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  await targetOf(connector).deliver([delivery(0)], signal);
  for (let id = 1; id <= 40; id++) {
    const [known] = await targetOf(connector).deliver([delivery(0), delivery(id)], signal);
    assert.equal(known?.kind, 'unchanged', `after ${id} files`);
  }
  assert.equal(handedOver(server).length, 41);
  const notes = [...server.files].filter(([name]) => name.endsWith('.json'));
  for (const [, { content }] of notes) assert.ok(content.length < 4_000, `${content.length} bytes`);
  await connector.close();
});

test('a journal of which one file was cut off is read from the other', async () => {
  await using server = await startOddServer();
  const connector = openSftp(server);
  for (const id of [1, 2, 3]) await targetOf(connector).deliver([delivery(id)], signal);
  const torn = [...server.files].filter(([name]) => name.endsWith('.json')).map(([, file]) => file);
  assert.equal(torn.length, 2);
  // The third batch was noted in the second file, over the first batch.
  const last = torn.find(({ content }) => content.includes('"serial":3'));
  assert.ok(last);
  last.content = last.content.subarray(0, 40);
  const outcomes = await targetOf(connector).deliver([delivery(1), delivery(2)], signal);
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['unchanged', 'unchanged'],
  );
  await connector.close();
});
