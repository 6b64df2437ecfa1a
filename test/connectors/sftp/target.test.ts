import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Delivery } from '../../../src/connector-api/index.ts';
import type { OddServer } from './odd-server.ts';
import { startOddServer } from './odd-server.ts';
import { delivery, openSftp, targetOf } from './support.ts';

const signal = AbortSignal.timeout(110_000);

/** Delivers one batch, and returns its outcomes and the file. */
async function written(
  server: OddServer,
  options: Readonly<Record<string, unknown>>,
  batch: readonly Delivery[],
) {
  const connector = openSftp(server);
  const outcomes = await targetOf(connector, options).deliver(batch, signal);
  await connector.close();
  const [name] = [...server.files.keys()].filter((one) => !one.includes('.stellwerk'));
  return { outcomes, name, content: server.files.get(name ?? '')?.content ?? Buffer.of() };
}

test('a CSV file holds the columns in order, quoted where needed', async () => {
  await using server = await startOddServer();
  const document = { b: 'x;"y"\nz', a: 1.5, list: [1], none: null, blank: ' ', other: 'no' };
  const options = { columns: ['a', 'b', 'list', 'none', 'blank', 'gone'], delimiter: ';' };
  const { content } = await written(server, options, [delivery(1, 1, { document })]);
  assert.equal(content.toString(), 'a;b;list;none;blank;gone\r\n1.5;"x;""y""\nz";[1];;" ";\r\n');
});

test('a file may do without a header, and say whether a thing was deleted', async () => {
  await using server = await startOddServer();
  const options = { header: false, operation: 'action', columns: ['action', 'id'] };
  const batch = [delivery(1), delivery(2, 1, { operation: 'delete', document: { id: 2 } })];
  const { content } = await written(server, options, batch);
  assert.equal(content.toString(), 'upsert,1\r\ndelete,2\r\n');
});

test('a delete that the file cannot tell fails alone', async () => {
  await using server = await startOddServer();
  const batch = [delivery(1), delivery(2, 1, { operation: 'delete' })];
  const { content, outcomes } = await written(server, {}, batch);
  assert.equal(content.toString(), 'id,name\r\n1,1 v1\r\n');
  assert.equal(outcomes[0]?.kind, 'applied');
  assert.ok(outcomes[1]?.kind === 'failed');
  assert.equal(outcomes[1].failure.code, 'TARGET_REFUSED');
});

test('in windows-1252 letters lose accents that it lacks, and what has no counterpart fails alone', async () => {
  await using server = await startOddServer();
  const named = (id: number, name: string) => delivery(id, 1, { document: { id, name } });
  const batch = [named(1, 'Żółć 5 € Größe'), named(2, '漢字')];
  const { content, outcomes } = await written(server, { encoding: 'windows-1252' }, batch);
  assert.equal(content.toString('latin1'), 'id,name\r\n1,Zólc 5 \x80 Größe\r\n');
  assert.ok(outcomes[1]?.kind === 'failed');
  assert.match(outcomes[1].failure.message, /^name holds a character that windows-1252 lacks/);
});

test('a JSON Lines file holds a document per line, and unfinished files are in the folder for work', async () => {
  await using server = await startOddServer();
  const options = { format: 'jsonl', folder: '/out', work: '/work', file: 'o-{number}.jsonl' };
  const { content, name } = await written(server, options, [delivery(1), delivery(2)]);
  assert.equal(name, '/out/o-000001.jsonl');
  assert.equal(content.toString(), '{"id":1,"name":"1 v1"}\n{"id":2,"name":"2 v1"}\n');
  const paths = server.requests.map(([, path]) => path);
  assert.deepEqual(
    paths.filter((path) => path.startsWith('/out/')),
    ['/out/o-000001.jsonl'],
    'only looked at, before the file is renamed',
  );
});

test('CSV without columns is refused when the lane is opened', () => {
  const connector = openSftp({ port: 1, user: 'u', privateKey: 'k', fingerprint: 'f' });
  assert.throws(() => targetOf(connector, { columns: undefined }), {
    code: 'TARGET_MISCONFIGURED',
  });
});
