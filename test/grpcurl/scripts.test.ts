import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startSecure } from '../access/secure.ts';
import { root, startControl } from '../control/support.ts';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import type { Scripts } from './support.ts';
import { openScripts } from './support.ts';

/** A new limit for each wait: a file of many tests takes long on a busy machine. */
const limit = () => AbortSignal.timeout(60_000);

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

/** A hub with one product in the shop and two dead letters. */
async function settledHub(scope: TestScope): Promise<TestHub> {
  await rowsOf(
    scope.databaseUrl,
    `create table erp_product (sku text primary key, name text, updated_at timestamptz default now());
     create table shop_product (sku text primary key, name text not null);
     insert into erp_product (sku, name) values ('A1', 'Signal'), ('A2', null), ('A3', null)`,
  );
  const hub = await startTestHub(scope, await writeConfig(scope, config));
  // A hub that did not settle must not keep the test process alive.
  await hub.settled(limit()).catch(async (error: unknown) => {
    await hub.stop();
    throw error;
  });
  return hub;
}

const stateOf = (hub: TestHub) => [
  ...hub.connectors().map(({ name, state }) => `${name} ${state}`),
  ...hub.streams().map(({ name, state }) => `${name} ${state}`),
];

suite('The scripts for grpcurl', () => {
  let scripts: Scripts;
  let scope: TestScope;
  let hub: TestHub;
  before(async () => {
    scripts = await openScripts();
    scope = await testScope();
    hub = await settledHub(scope);
  });
  after(async () => {
    await hub.stop();
    await scope[Symbol.asyncDispose]();
    await scripts[Symbol.asyncDispose]();
  });
  const run = (script: string, ...args: string[]) =>
    scripts.run(script, args, { STELLWERK_GRPC_ADDRESS: hub.grpcAddress });

  test('show the status of everything, and find the hub by its folder, too', async () => {
    const status = await run('status.sh');
    assert.equal(status.code, 0);
    for (const name of ['"erp"', '"products"', '"products/shop"'])
      assert.ok(status.stdout.includes(name));
    await mkdir(path.join(scripts.dir, '.stellwerk'));
    const file = path.join(scripts.dir, '.stellwerk/hub.json');
    await writeFile(file, JSON.stringify({ grpcAddress: hub.grpcAddress, pid: 1 }));
    assert.equal((await scripts.run('status.sh', [], {})).code, 0);
  });

  test('pause a stream and resume it', async () => {
    assert.match((await run('pause.sh', 'products')).stdout, /STREAM_STATE_PAUSED/);
    assert.match((await run('resume.sh', 'products')).stdout, /STREAM_STATE_(IDLE|READING)/);
    const unknown = await run('pause.sh', 'nobody');
    assert.equal(unknown.code, 64 + 5);
    assert.match(unknown.stderr, /There is no stream/);
    assert.notEqual((await run('pause.sh')).code, 0);
  });

  test('pause all and resume all', async () => {
    const paused = await run('pause-all.sh');
    assert.deepEqual([paused.code, paused.stdout], [0, 'erp: done\nshop: done\n']);
    assert.deepEqual(stateOf(hub).slice(0, 2), ['erp paused', 'shop paused']);
    const resumed = await run('resume-all.sh');
    assert.deepEqual([resumed.code, resumed.stdout], [0, 'erp: done\nshop: done\n']);
    await hub.settled(limit());
    assert.equal((await run('resume-all.sh', 'everything')).code, 2);
  });

  test('list dead letters, preview a replay, and replay those of one code once per request id', async () => {
    assert.match((await run('dead-letters.sh')).stdout, /"totalSize": "2"/);
    const code = 'TARGET_REFUSED';
    const dry = await run('replay-dead-letters.sh', code);
    assert.match(dry.stdout, /"replayed": "2"[^]*REPLAY_EFFECT_DELIVER/);
    const env = { STELLWERK_GRPC_ADDRESS: hub.grpcAddress, STELLWERK_REQUEST_ID: 'ticket-17' };
    const go = () => scripts.run('replay-dead-letters.sh', [code, 'go', '100'], env);
    assert.match((await go()).stdout, /"replayed": "2"/);
    await hub.settled(limit());
    assert.match((await go()).stdout, /"replayed": "2"/);
    assert.equal(await hub.recovery.countDeadLetters({ states: ['open'] }), 2);
    const wrong = await run('replay-dead-letters.sh', 'NONSENSE', 'go');
    assert.equal(wrong.code, 64 + 3);
    assert.match((await run('replay-lane.sh', 'products/shop', '1')).stdout, /"records": "3"/);
    await hub.settled(limit());
  });

  test('drain for maintenance: the streams are paused and the lanes become empty', async () => {
    await rowsOf(scope.databaseUrl, `insert into erp_product (sku, name) values ('A4', 'Lamp')`);
    const drained = await run('drain.sh', '30');
    assert.equal(drained.code, 0, drained.stderr);
    assert.match(drained.stdout, /All lanes are empty/);
    assert.ok(stateOf(hub).includes('products paused'));
    assert.ok(hub.lanes().every(({ backlog, parked }) => backlog + parked === 0));
    assert.equal((await run('resume-all.sh', 'streams')).stdout, 'products: done\n');
  });
});

suite('The check for monitoring', { concurrency: 2 }, () => {
  const lane = { backlog: 0, parked: 0, oldestWaitingMs: null };
  const cases: [string, object, string[], number, RegExp][] = [
    ['nothing waits', lane, [], 0, /^STELLWERK OK - oldest waiting 0 s, 0 dead letters, 0 open/],
    [
      'a record has waited longer than -w',
      { oldestWaitingMs: 61_500 },
      ['-w', '60'],
      1,
      /^STELLWERK WARNING - oldest waiting 61 s \(products\/shop\)/,
    ],
    [
      'a record has waited longer than -c',
      { oldestWaitingMs: 61_500 },
      ['-c', '61'],
      2,
      /^STELLWERK CRITICAL .*\| oldest=61s;300;61;0 /,
    ],
    ['an option is wrong', lane, ['-w', 'long'], 3, /^STELLWERK UNKNOWN/],
    ['an option is unknown', lane, ['-x'], 3, /^STELLWERK UNKNOWN/],
  ];
  for (const [what, change, args, code, line] of cases) {
    test(`ends with ${code} when ${what}`, async () => {
      await using scripts = await openScripts();
      await using control = await startControl();
      Object.assign(control.hub.recovery, {
        listDeadLetters: async () => ({ letters: [], next: null }),
        newestDeadLetterId: async () => '0',
        countDeadLetters: async () => 0,
      });
      control.hub.set('lanes', 'products/shop', change);
      const env = { STELLWERK_GRPC_ADDRESS: control.address };
      const end = await scripts.run('check-backlog.sh', args, env);
      assert.match(end.stdout, line);
      assert.deepEqual([end.code, end.stdout.trim().split('\n').length], [code, 1]);
    });
  }

  test('counts dead letters and open circuits', async () => {
    await using scripts = await openScripts();
    await using control = await startControl();
    Object.assign(control.hub.recovery, {
      listDeadLetters: async () => ({ letters: [], next: null }),
      newestDeadLetterId: async () => '12',
      countDeadLetters: async () => 12,
    });
    control.hub.set('lanes', 'products/shop', lane);
    const run = (...args: string[]) =>
      scripts.run('check-backlog.sh', args, { STELLWERK_GRPC_ADDRESS: control.address });
    assert.equal((await run()).code, 1);
    assert.equal((await run('-W', '13')).code, 0);
    assert.equal((await run('-C', '12')).code, 2);
    control.hub.set('connectors', 'shop', { state: 'unavailable' });
    const open = await run('-W', '13');
    assert.match(
      open.stdout,
      /^STELLWERK WARNING .*1 open circuits.*: shop \|.*open_circuits=1;1;/,
    );
    assert.equal((await run('-W', '13', '-O', '1')).code, 2);
    control.hub.set('connectors', 'shop', { state: 'failed' });
    assert.equal((await run('-W', '13')).code, 2);
  });

  test('ends with 3 when no hub answers', async () => {
    await using scripts = await openScripts();
    const end = await scripts.run('check-backlog.sh', [], {
      STELLWERK_GRPC_ADDRESS: '127.0.0.1:1',
    });
    assert.deepEqual([end.code, end.stdout.split(' -')[0]], [3, 'STELLWERK UNKNOWN']);
  });
});

test('drain.sh ends with 1 at its time limit and lists the lanes that are not empty', async () => {
  await using scripts = await openScripts();
  await using control = await startControl();
  const end = await scripts.run('drain.sh', ['2'], { STELLWERK_GRPC_ADDRESS: control.address });
  assert.equal(end.code, 1);
  assert.match(end.stderr, /Not empty within 2 s[^]*^products\/shop: 44$/m);
  assert.ok(control.hub.streams().every(({ state }) => state === 'paused'));
});

suite('With TLS, client certificate and API key', () => {
  test('every script works, and none works without them', async () => {
    await using scripts = await openScripts();
    await using secure = await startSecure({}, true);
    const { control, files } = secure;
    control.hub.set('lanes', 'products/shop', { backlog: 0, parked: 0, oldestWaitingMs: null });
    const keyOf = async (role: 'operator' | 'admin') =>
      (await control.key(role)).authorization.replace('Bearer ', '');
    const apiKey = await keyOf('operator');
    const adminKey = await keyOf('admin');
    const { clientCa: ca } = files.settings;
    const at = { STELLWERK_GRPC_ADDRESS: control.address, STELLWERK_CA: ca };
    const mutual = { ...at, STELLWERK_CERT: files.client.cert, STELLWERK_KEY: files.client.key };
    const forAdmins = ['erase.sh', 'merge.sh', 'split.sh'];
    const calls: Readonly<Record<string, string[]>> = {
      'check-backlog.sh': [],
      'dead-letters.sh': [],
      'drain.sh': ['5'],
      'erase.sh': ['products', 'A"1', 'go'],
      'failed-runs.sh': [],
      'merge.sh': ['shop/customer/A"1', 'customer/4711', 'go', 'crm/contact/C1', 'erp/a/b/7'],
      'pause-all.sh': [],
      'pause.sh': ['products'],
      'plan.sh': ['products'],
      'record.sh': ['A"1'],
      'replay-dead-letters.sh': ['TARGET_REFUSED', 'go'],
      'replay-lane.sh': ['products/shop', '1'],
      'resume-all.sh': [],
      'resume.sh': ['products'],
      'split.sh': ['go', 'erp/customer/4711', 'crm/contact/C1'],
      'status.sh': [],
      'verify.sh': ['products'],
      'watch.sh': ['1'],
    };
    const all = await readdir(path.join(root, 'ops/grpcurl'));
    const there = all.filter((name) => name !== 'options.sh').sort();
    assert.deepEqual(there, Object.keys(calls));
    for (const [script, args] of Object.entries(calls)) {
      const key = forAdmins.includes(script) ? adminKey : apiKey;
      const end = await scripts.run(script, args, { ...mutual, STELLWERK_API_KEY: key });
      if (script === 'watch.sh') assert.match(end.stdout, /"products"/);
      else assert.deepEqual([end.code, end.stderr], [0, ''], script);
    }
    const changes = control.entries.map(({ method }) => method);
    for (const method of [
      'LaneService/ReplayLane',
      'RecordService/EraseRecord',
      'RecordService/MergeRecords',
      'RecordService/SplitRecord',
    ])
      assert.ok(changes.includes(method), `${method} is in the audit log`);
    const token = await scripts.run('status.sh', [], { ...mutual, STELLWERK_TOKEN: apiKey });
    assert.equal(token.code, 0);
    const withoutKey = await scripts.run('status.sh', [], mutual);
    assert.notEqual(withoutKey.code, 0);
    const withoutCert = await scripts.run('status.sh', [], { ...at, STELLWERK_API_KEY: apiKey });
    assert.notEqual(withoutCert.code, 0);
    const check = await scripts.run('check-backlog.sh', [], mutual);
    assert.deepEqual([check.code, check.stdout.split(' -')[0]], [3, 'STELLWERK UNKNOWN']);
  });

  test('no script passes a key as an argument, where every user of the machine could see it', async () => {
    const text = await readFile(path.join(root, 'ops/grpcurl/options.sh'), 'utf8');
    for (const [header] of text.matchAll(/-H ["'].*/g)) assert.match(header, /^-H 'authorization/);
  });
});
