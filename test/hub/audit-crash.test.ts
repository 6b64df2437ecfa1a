import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { writeConfig } from '../support/hub.ts';
import { startKillableHub } from '../support/killable-hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);
const LOOK_EVERY_MS = 20;

const config = `
connectors:
  shop: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  orders:
    from: { connector: shop, entity: orders, key: no }
    to: [{ connector: shop, entity: copies }]
`;

test('a command that a hub carried out just before kill -9 is in the audit log of the next one, its outcome unknown', async () => {
  await using scope = await testScope();
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  await sql.query(
    'create table orders (no text primary key); create table copies (no text primary key)',
  );
  const until = async (text: string) => {
    while ((await sql.query(text)).rowCount === 0) await wait(LOOK_EVERY_MS, null, { signal });
  };
  try {
    const configFile = await writeConfig(scope, config);
    const first = await startKillableHub(scope, configFile, signal);
    await first.client.order('connector', 'shop', 'resume', signal);
    await sql.query(`begin; select 1 from ${scope.namespace}.audit_head for update`);
    const refused = assert.rejects(first.client.order('stream', 'orders', 'sync', signal));
    // The run is over, and the entry waits for the log.
    const waiting = `where wait_event_type = 'Lock' and datname = current_database()`;
    await until(`select from pg_stat_activity ${waiting}`);
    await first.end('SIGKILL');
    await refused;
    await sql.query('rollback');

    const next = await startKillableHub(scope, configFile, signal);
    await until(`select from ${scope.namespace}.audit_log where outcome = 'unknown'`);
    const { entries } = await next.client.audit(signal).list({}, 10);
    assert.deepEqual(
      entries.map(({ subject, outcome }) => [subject, outcome]),
      [
        ['stream orders', 'unknown'],
        ['connector shop', 'done'],
      ],
    );
    assert.equal((await next.client.audit(signal).verify(null, () => undefined)).fault, null);
    await next.end('SIGTERM');
  } finally {
    await sql.end();
  }
});
