import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Erasure } from '../../src/domain/index.ts';
import { rowsOf } from '../support/database.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { cli } from './support.ts';

const signal = AbortSignal.timeout(90_000);

const config = `
connectors:
  crm: { kind: postgres, url: "\${DATABASE_URL}" }
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  customers:
    from: { connector: crm, entity: crm_customer, key: no, version: changed_at }
    personal: [mail]
    to:
      - { connector: shop, entity: shop_customer, key: no, map: { no: no, mail: mail } }
`;

async function settledHub(scope: TestScope): Promise<TestHub> {
  await rowsOf(
    scope.databaseUrl,
    `create table crm_customer (no text primary key, mail text, changed_at timestamptz default now());
     create table shop_customer (no text primary key, mail text not null);
     insert into crm_customer (no, mail) values ('K1', 'one@home.example'), ('K2', 'two@home.example')`,
  );
  const hub = await startTestHub(scope, await writeConfig(scope, config));
  await hub.settled(signal).catch(async (error: unknown) => {
    await hub.stop();
    throw error;
  });
  return hub;
}

test('stellwerk erase shows what is stored, asks and erases it, and the audit log proves it without the key', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const erase = (...args: string[]) => call('erase', 'K1', '--stream', 'customers', ...args);

  const tried = await erase('--dry-run');
  assert.match(tried.stdout, /^PLACE +STREAM +ERASED$/m);
  assert.match(tried.stdout, /^records in the log +customers +1$/m);
  assert.match(tried.stdout, /^ids in all systems +- +2$/m);
  assert.match(tried.stdout, /^Nothing was written\.$/m);
  const asked = await erase();
  assert.deepEqual(
    [asked.code, asked.stderr],
    [2, 'Erase K1 of customers permanently? Confirm with --yes.\n'],
  );

  const done = await erase('--yes', '--json', '--request-id', 'ticket-7');
  const { erased, remaining } = JSON.parse(done.stdout) as Erasure;
  assert.deepEqual(
    erased.map(({ place, stream, count }) => [place, stream, count]),
    [
      ['log', 'customers', 1],
      ['applied', 'customers', 1],
      ['links', '', 2],
    ],
  );
  assert.deepEqual(remaining, []);
  assert.equal((await erase('--yes', '--json', '--request-id', 'ticket-7')).stdout, done.stdout);
  assert.equal((await erase('--yes')).stdout, 'Nothing was left to erase.\n');
  assert.equal((await call('record', 'K1')).code, 4);
  assert.equal((await call('record', 'K2')).code, 0);
  const left = await rowsOf(scope.databaseUrl, 'select no from shop_customer order by no');
  assert.deepEqual(left, [{ no: 'K1' }, { no: 'K2' }], 'the shop keeps its own row');

  // What the source sends again comes as a new thing, and updates the row that the shop still holds.
  await rowsOf(
    scope.databaseUrl,
    `update crm_customer set mail = 'new@home.example', changed_at = now() where no = 'K1'`,
  );
  await syncAndSettle(hub, 'customers', signal);
  assert.equal((await call('record', 'K1')).code, 0);
  const again = await rowsOf(scope.databaseUrl, 'select mail from shop_customer order by no');
  assert.deepEqual(again, [{ mail: 'new@home.example' }, { mail: 'two@home.example' }]);

  const { stdout } = await call('audit', 'list', '--key', 'K1', '--json');
  assert.match(stdout, /RecordService\/EraseRecord/);
  assert.match(stdout, /"applied":1/);
  assert.doesNotMatch(stdout, /K1/);
});

test('an erasure that is not possible is refused with a remedy', async () => {
  await using scope = await testScope();
  await using hub = await settledHub(scope);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  const cases: [string[], number, RegExp][] = [
    [['erase', 'K1'], 2, /required option '--stream <name>'/],
    [['erase', 'K1', '--stream', 'nobody', '--yes'], 4, /There is no stream "nobody"/],
    [['erase', '', '--stream', 'customers', '--yes'], 2, /"key" must hold 1 to 1024 bytes/],
  ];
  for (const [args, code, message] of cases) {
    const end = await call(...args);
    assert.equal(end.code, code, args.join(' '));
    assert.match(end.stderr, message, args.join(' '));
  }
  const unknown = await call('erase', 'K9', '--stream', 'customers', '--yes');
  assert.deepEqual([unknown.code, unknown.stdout], [0, 'Nothing was left to erase.\n']);
});
