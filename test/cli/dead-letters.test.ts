import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { bufCurl } from '../control/support.ts';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { cli, startCli } from './support.ts';

/** Makes a new time limit for each wait, since all tests of this file together take long on a busy machine. */
const limit = () => AbortSignal.timeout(60_000);
const LANE = 'products/shop';

const config = `
connectors:
  erp: { kind: postgres, url: "\${DATABASE_URL}" }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: erp, entity: erp_product, key: sku, version: updated_at }
    to:
      - { connector: shop, entity: shop_product, key: sku, map: { sku: sku, name: name } }
`;

/** Starts a hub with four products, two of which the shop refuses for lack of a name, and waits until all is settled. */
async function settledHub(scope: TestScope): Promise<TestHub> {
  await rowsOf(
    scope.databaseUrl,
    `create table erp_product (sku text primary key, name text, updated_at timestamptz default now());
     create table shop_product (sku text primary key, name text not null);
     insert into erp_product (sku, name) values ('A1', 'Signal'), ('A2', 'Switch'), ('A3', null), ('A4', null)`,
  );
  const hub = await startTestHub(scope, await writeConfig(scope, config));
  // A hub that did not settle must not keep the test process alive.
  await hub.settled(limit()).catch(async (error: unknown) => {
    await hub.stop();
    throw error;
  });
  return hub;
}

const shopRows = (scope: TestScope) =>
  rowsOf<{ sku: string; name: string }>(
    scope.databaseUrl,
    'select sku, name from shop_product order by sku',
  );

/** Returns the generation of the lane, which a forced replay raises. */
async function laneRow({ databaseUrl, namespace }: TestScope) {
  const [row] = await rowsOf<{ generation: number }>(
    databaseUrl,
    `select generation from ${namespace}.lane where name = 'products/shop'`,
  );
  assert.ok(row);
  return row;
}

async function replayRuns({ databaseUrl, namespace }: TestScope): Promise<number> {
  const runs = await rowsOf(databaseUrl, `select 1 from ${namespace}.run where kind = 'replay'`);
  return runs.length;
}

test('stellwerk dead-letters lists, shows, makes dry runs, replays edited letters and discards', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const letters = async (...args: string[]) => {
    const { stdout } = await call('dead-letters', 'list', '--json', ...args);
    return (JSON.parse(stdout) as { letters: { id: string; key: string }[]; total: number })
      .letters;
  };

  const table = await call('dead-letters', 'list', '--lane', LANE, '--since', '1h');
  assert.match(table.stdout, /^ID +AT +KEY +CODE +STATE +ATTEMPTS +BURIED +REASON$/m);
  assert.match(table.stdout, /^ *\d+ +products\/shop +A3 +TARGET_REFUSED +open +1 .*null value/m);
  assert.match(
    (await call('dead-letters', 'list', '--limit', '1')).stdout,
    /and 1 more: --limit 2/,
  );
  assert.equal((await call('dead-letters', 'list', '--key', 'A1')).stdout, 'no dead letters\n');
  const mistyped = await call('dead-letters', 'list', '--lane', 'products/shp');
  assert.equal(mistyped.code, 4);
  assert.equal(mistyped.stderr, 'There is no lane "products/shp". Known names: products/shop.\n');

  const [third, fourth] = await letters();
  assert.ok(third && fourth);
  const shown = await call('dead-letters', 'show', third.id);
  assert.match(shown.stdout, /^code +TARGET_REFUSED \(data, at deliver\)$/m);
  assert.match(shown.stdout, /^what to do +The target does not accept this record/m);
  assert.match(shown.stdout, /^ {2}"sku": "A3"/m);
  assert.match(shown.stdout, /^version +20\d\d-\d\d-\d\dT[\d:.]+Z \(upsert\)$/m);
  const raw = await call('dead-letters', 'show', third.id, '--json');
  assert.match(
    raw.stdout,
    /"version":\d{16},.*"versionIsTime":true|"versionIsTime":true.*"version":\d{16},/,
  );

  const tried = await call('dead-letters', 'replay', third.id, '--dry-run');
  assert.match(tried.stdout, /would be sent \(upsert, new in the target/);
  assert.match(tried.stdout, /^ {2}sku: \(nothing\) -> "A3"$/m);
  assert.match(tried.stdout, /1 dead letter would be replayed\. Nothing was written\./);
  assert.equal((await letters()).length, 2);

  const file = path.join(scope.dir, 'fixed.json');
  await writeFile(file, JSON.stringify({ sku: 'A3', name: 'Lamp', updated_at: '2026-01-01' }));
  const edited = ['dead-letters', 'replay', third.id, '--edit', file, '--request-id', 'ticket-3'];
  const replayed = await call(...edited);
  assert.match(replayed.stdout, /^replaying 1 dead letter;/);
  assert.deepEqual(await call(...edited), replayed);
  assert.equal(await replayRuns(scope), 1, 'the repeat does not start a run of its own');
  await hub.settled(limit());
  assert.deepEqual((await shopRows(scope)).at(-1), { sku: 'A3', name: 'Lamp' });

  assert.equal(
    (await call('dead-letters', 'discard', fourth.id)).stdout,
    '1 dead letter discarded\n',
  );
  assert.deepEqual(await letters(), []);
  assert.equal((await letters('--state', 'closed')).length, 2);
});

test('a wrong call is answered with what would be right, and nothing is done', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const cases: [string[], number, RegExp][] = [
    [['dead-letters', 'replay'], 2, /Replay which dead letters\? Give ids or options, or --all/],
    [['dead-letters', 'discard', '--lane', LANE], 2, /Discard 2 dead letters\? Confirm with --yes/],
    [['dead-letters', 'show', 'x'], 2, /"x" is not the id of a dead letter/],
    [['dead-letters', 'show', '999'], 4, /There is no dead letter 999/],
    [['dead-letters', 'replay', '999'], 4, /There is no dead letter 999.* Nothing was done/],
    [['dead-letters', 'replay', '999', '--dry-run'], 4, /There is no dead letter 999/],
    [['dead-letters', 'discard', '1', '999', '--yes'], 4, /There is no dead letter 999/],
    [['dead-letters', 'list', '--code', 'NONSENSE'], 2, /does not know "NONSENSE"/],
    [['dead-letters', 'list', '--since', 'soon'], 2, /--since "soon" is not a time/],
    [
      ['dead-letters', 'replay', '1', '--edit', '/nowhere.json'],
      2,
      /nowhere\.json cannot be opened/,
    ],
    [['replay', LANE], 2, /one of --from-seq, --from-time and --key/],
    [['replay', 'products/nobody', '--from-seq', '1'], 4, /There is no lane "products\/nobody"/],
    [['replay', LANE, '--key', 'Z'], 4, /holds no record of key "Z"/],
    [['keys', 'pause', 'products/nobody', 'A'], 4, /There is no lane/],
  ];
  for (const [args, code, message] of cases) {
    const end = await call(...args);
    assert.equal(end.code, code, args.join(' '));
    assert.match(end.stderr, message, args.join(' '));
  }
  assert.equal(await hub.recovery.countDeadLetters({ states: ['open'] }), 2);
});

test('a row that never became a record is not replayed, and the answer says what to do instead', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const file = path.join(scope.dir, 'rows.jsonl');
  await writeFile(file, '{"sku":"A5","name":"Lamp","updated_at":"yesterday"}\n');
  await call('import', 'products', file);
  const rejected = await hub.recovery.listDeadLetters(
    { codes: ['ROW_UNREADABLE'], states: ['open'] },
    { limit: 1, after: null },
  );
  const id = rejected.letters[0]?.id;
  assert.ok(id);

  const one = await call('dead-letters', 'replay', id);
  assert.deepEqual([one.code, one.stdout], [1, '']);
  assert.match(
    one.stderr,
    /is a row \(.*rows\.jsonl, row 1, line 1\) that never became a record: correct/,
  );
  const many = await call('dead-letters', 'replay', '--code', 'ROW_UNREADABLE', '--yes');
  assert.match(many.stdout, /^replaying 0 dead letters;.*\n1 dead letter stays open: a row/);

  // With the two that the shop refused.
  const dry = await call('dead-letters', 'replay', '--all', '--dry-run');
  assert.match(
    dry.stdout,
    /^2 dead letters would be replayed\. Nothing was written\. 1 dead letter of this choice cannot be replayed: a row/m,
  );
  const asked = await call('dead-letters', 'replay', '--all');
  assert.equal(asked.code, 2);
  assert.match(
    asked.stderr,
    /^Replay 2 dead letters\? 1 dead letter of this choice cannot be replayed: a row .* Confirm with --yes\.$/m,
  );

  assert.equal((await call('dead-letters', 'discard', id)).code, 0);
  const again = await call('dead-letters', 'replay', id, '--dry-run');
  assert.deepEqual([again.code, again.stdout], [1, '']);
  assert.match(again.stderr, /is already closed \(discarded\)\. Nothing was done/);
});

test('the command line replays history, and pauses and resumes single keys', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  assert.equal(
    (await call('keys', 'pause', LANE, 'A1')).stdout,
    'key A1 of lane products/shop is paused\n',
  );
  assert.equal((await call('keys', 'list', LANE)).stdout, 'A1\n');
  await rowsOf(scope.databaseUrl, 'truncate shop_product; drop table if exists stellwerk_applied');
  const named = ['replay', LANE, '--from-seq', '1', '--force', '--request-id', 'ticket-17'];
  const forced = await call(...named);
  assert.equal(forced.stdout, 'lane products/shop delivers 4 records again\n');
  const { generation } = await laneRow(scope);
  assert.deepEqual(await call(...named), forced);
  assert.equal((await laneRow(scope)).generation, generation);
  assert.equal(await replayRuns(scope), 1, 'the repeat does not start a run of its own');
  const other = await call('replay', LANE, '--from-seq', '2', '--request-id', 'ticket-17');
  assert.deepEqual([other.code, /already used for another order/.test(other.stderr)], [2, true]);
  await hub.settled(limit());
  assert.deepEqual(await shopRows(scope), [{ sku: 'A2', name: 'Switch' }]);
  await call('keys', 'resume', LANE, 'A1');
  assert.equal((await call('keys', 'list', LANE)).stdout, 'no paused keys\n');
  await hub.settled(limit());
  assert.equal((await shopRows(scope)).length, 2);
});

test('any gRPC client finds dead letters by reflection, makes a dry run of a replay, and replays', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = async (method: string, request: object) => {
    const service = 'stellwerk.control.v1.DeadLetterService';
    const { stdout, stderr } = await bufCurl(hub.grpcAddress, `${service}/${method}`, request);
    const answer = JSON.parse(stdout || '{}') as Record<string, unknown>;
    return { ...answer, stderr } as Record<string, unknown> & { stderr: string };
  };
  const page = await call('ListDeadLetters', { pageSize: 1 });
  assert.equal(page.totalSize, '2');
  const [letter] = page.deadLetters as { id: string; code: string; remedy: string }[];
  assert.equal(letter?.code, 'TARGET_REFUSED');
  const rest = await call('ListDeadLetters', { pageSize: 5, pageToken: page.nextPageToken });
  assert.equal((rest.deadLetters as unknown[]).length, 1);
  const filter = { ids: [letter?.id] };
  const dry = await call('ReplayDeadLetters', { filter, dryRun: true });
  assert.equal((dry.previews as { effect: string }[])[0]?.effect, 'REPLAY_EFFECT_DELIVER');
  const document = JSON.stringify({ sku: 'A3', name: 'Lamp', updated_at: '2026-01-01' });
  const done = await call('ReplayDeadLetters', { filter, documentJson: document });
  assert.equal(done.replayed, '1');
  await hub.settled(limit());
  assert.equal((await shopRows(scope)).length, 3);
  const mistakes: [string, object, RegExp][] = [
    ['ListDeadLetters', { pageToken: 'x' }, /invalid_argument.*page_token/s],
    ['ListDeadLetters', { pageSize: 501 }, /invalid_argument.*page_size/s],
    ['ListDeadLetters', { states: ['DEAD_LETTER_STATE_UNSPECIFIED'] }, /invalid_argument.*states/s],
    ['ReplayDeadLetters', {}, /invalid_argument.*must select letters/s],
    ['ReplayDeadLetters', { all: true, documentJson: '{}' }, /invalid_argument.*document_json/s],
    [
      'ReplayDeadLetters',
      { filter, documentJson: `{"sku":${'['.repeat(5_000)}${']'.repeat(5_000)}}` },
      /invalid_argument.*more than 500 levels/s,
    ],
    ['ReplayDeadLetters', { all: true, perSecond: -1 }, /invalid_argument.*per_second/s],
  ];
  for (const [method, request, message] of mistakes) {
    assert.match((await call(method, request)).stderr, message);
  }
});

test('scripts edit through standard input, set a rate, and get the result as JSON', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const at = ['--json', '--address', hub.grpcAddress];
  const listed = await cli(['dead-letters', 'list', ...at]);
  const [third, fourth] = (JSON.parse(listed.stdout) as { letters: { id: string }[] }).letters;
  assert.ok(third && fourth);
  const edited = await cli(
    ['dead-letters', 'replay', third.id, '--edit', '-', '--rate', '0.5', ...at],
    { input: JSON.stringify({ sku: 'A3', name: 'Lamp', updated_at: '2026-01-01' }) },
  );
  assert.deepEqual(edited, { code: 0, stdout: '{"replayed":1}\n', stderr: '' });
  await hub.settled(limit());
  assert.deepEqual((await shopRows(scope)).at(-1), { sku: 'A3', name: 'Lamp' });
  const shown = await cli(['dead-letters', 'show', third.id, ...at]);
  const { state, closing, edited: isEdited } = JSON.parse(shown.stdout) as Record<string, unknown>;
  assert.deepEqual([state, closing, isEdited], ['closed', 'replayed', true]);

  const discarded = await cli(['dead-letters', 'discard', fourth.id, ...at]);
  assert.equal(discarded.stdout, '{"discarded":1}\n');
  const again = await cli(['dead-letters', 'discard', fourth.id, ...at]);
  assert.equal(again.stdout, '{"discarded":0}\n');

  const none = await cli(['dead-letters', 'replay', third.id, '--edit', '-', ...at], {
    input: '[1]',
  });
  assert.deepEqual([none.code, none.stdout], [2, '']);
  assert.match(none.stderr, /^Standard input is not a JSON object\.$/m);
  for (const rate of ['0', '-1', 'fast', 'Infinity']) {
    const end = await cli(['dead-letters', 'replay', '--all', `--rate=${rate}`, ...at]);
    assert.equal(end.code, 2, rate);
    assert.match(end.stderr, /--rate takes a number of records per second above 0/);
  }
});

test('a replay at a rate takes as long as the rate requires', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  await rowsOf(scope.databaseUrl, 'alter table shop_product alter column name drop not null');
  const startedAtMs = performance.now();
  const args = ['dead-letters', 'replay', '--all', '--yes', '--rate', '0.5'];
  const end = await cli([...args, '--address', hub.grpcAddress]);
  assert.match(end.stdout, /^replaying 2 dead letters;/);
  await hub.settled(limit());
  // The first is due at once, the second two seconds later.
  assert.ok(performance.now() - startedAtMs >= 2_000);
  assert.equal((await shopRows(scope)).length, 4);
});

test('dead letters can be watched as one JSON document per update', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const child = startCli(['dead-letters', 'list', '-w', '--json', '--address', hub.grpcAddress]);
  const exited = once(child, 'exit');
  const totals: number[] = [];
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) {
    totals.push((JSON.parse(line) as { total: number }).total);
    if (totals.length === 1) await hub.recovery.discardDeadLetters({ lane: LANE }, limit());
    if (totals.at(-1) === 0) child.kill('SIGINT');
  }
  assert.deepEqual([totals[0], totals.at(-1)], [2, 0]);
  assert.deepEqual(await exited, [0, null]);
});

test('escape sequences in records never reach the terminal', async () => {
  await using scope = await testScope();
  const evil = '\u001b]0;owned\u0007\u001b[2Jboo\u009b31m\r\u0008';
  await rowsOf(
    scope.databaseUrl,
    `create table erp_product (sku text primary key, name text, updated_at timestamptz default now());
     create table shop_product (sku text primary key, name text not null check (length(name) < 3));
     insert into erp_product (sku, name) values (E'A\\u001b[31m1', E'${[...evil].map(escaped).join('')}')`,
  );
  await using hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(limit());
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const found = await call('dead-letters', 'list', '--json');
  const [letter] = (JSON.parse(found.stdout) as { letters: { id: string; key: string }[] }).letters;
  assert.equal(letter?.key, 'A\u001b[31m1');
  const shown = [
    await call('dead-letters', 'list'),
    await call('dead-letters', 'show', letter.id),
    await call('dead-letters', 'replay', letter.id, '--dry-run'),
    await call('keys', 'pause', LANE, letter.key),
    await call('keys', 'list', LANE),
    await call('replay', LANE, '--key', `${letter.key}x`),
    await call('status'),
  ];
  for (const { stdout, stderr } of [...shown, found]) {
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  }
  assert.match(shown[1]?.stdout ?? '', /boo/);
});

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
