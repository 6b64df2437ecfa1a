import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { AuditRow } from '../../src/domain/index.ts';
import { entry } from '../store/audit-support.ts';
import { rowsOf } from '../support/database.ts';
import { openStore } from '../support/open-store.ts';
import { testScope } from '../support/scope.ts';
import { landscape, untilUp } from './landscape.ts';
import { cli, startCli } from './support.ts';

test('stellwerk audit lists, exports and verifies the audit log, and verifies an export without the hub', async () => {
  await using scope = await testScope();
  const options = await landscape(scope);
  const hub = startCli(['start'], options);
  const exited = once(hub, 'exit');
  await untilUp(hub);
  const store = await openStore(scope);
  for (let nth = 1; nth <= 5; nth++) await store.audit.record(entry({ who: `caller ${nth}` }));
  const denied = { who: 'mallory', outcome: 'denied', code: 'COMMAND_REJECTED' } as const;
  await store.audit.record(entry(denied));
  await store.close();
  const run = (...args: string[]) => cli(['audit', ...args], { cwd: scope.dir });

  const listed = await run('list', '--outcome', 'denied', '--since', '2026-01-01');
  assert.match(listed.stdout, /^ +6 +2026-11-25T08:00:00Z +mallory \(api-key\) +127\.0\.0\.1 /m);
  assert.match(listed.stdout, /denied: COMMAND_REJECTED +state: running -> paused$/m);
  assert.equal((await run('list', '--who', 'nobody')).stdout, 'no entries\n');

  const verified = await run('verify');
  assert.deepEqual([verified.code, verified.stderr], [0, '']);
  const [, head = ''] = /^6 rows intact; head (6:[0-9a-f]{64})$/m.exec(verified.stdout) ?? [];

  const exported = await run('export', '--out', 'audit.jsonl');
  assert.deepEqual([exported.code, exported.stdout], [0, '6 rows in audit.jsonl\n']);
  const file = path.join(scope.dir, 'audit.jsonl');
  const text = await readFile(file, 'utf8');
  assert.equal((await run('export')).stdout, text);
  assert.match(text.split('\n')[2] ?? '', /"who":"caller 2"/);
  const inTheWay = await run('export', '--out', '.');
  assert.equal(inTheWay.code, 2);
  assert.match(inTheWay.stderr, /^\. already exists and is not a file: name another\.$/m);
  const offline = (...args: string[]) => run('verify', '--file', 'audit.jsonl', ...args);
  assert.equal((await offline('--expect', head)).stdout, verified.stdout);

  const breaks: readonly (readonly [string, RegExp])[] = [
    [text.replace('caller 3', 'caller 9'), /Row 3 does not follow/],
    [text.replace(/^\{"seq":4.*\n/m, ''), /Row 4 is missing/],
    [text.replace(/^\{"seq":6.*\n/m, ''), /Row 6 is missing; 6 were recorded/],
    [text.replace(/^\{"head.*\n/m, ''), /incomplete/],
    [text.replace(/^(\{"seq":2.*\n)/m, '$1$1'), /Row 2 was never recorded/],
    ['{}\n', /not an export/],
  ];
  for (const [broken, message] of breaks) {
    await writeFile(file, broken);
    const { code, stderr } = await offline();
    assert.equal(code, 1);
    assert.match(stderr, message);
  }

  await rowsOf(
    scope.databaseUrl,
    `set session_replication_role = replica;
     update ${scope.namespace}.audit_log set entry = replace(entry::text, 'caller 2', 'caller 7')::json where seq = 2`,
  );
  const found = await run('verify', '--json');
  assert.equal(found.code, 1);
  const { fault } = JSON.parse(found.stdout) as { fault: AuditRow & { kind: string } };
  assert.deepEqual([fault.seq, fault.kind], [2, 'changed']);

  const info = await cli(['info'], { cwd: scope.dir });
  assert.match(info.stdout, new RegExp(`^namespace +${scope.namespace}$`, 'm'));
  assert.match(info.stdout, /^NATS +2\.\d+/m);
  assert.match(info.stdout, /^PostgreSQL +1[5-9]\.\d+$/m);
  assert.match(info.stdout, /2 connectors, 1 streams, 1 lanes/);
  const { stdout } = await cli(['info', '--json'], { cwd: scope.dir });
  const { configuration } = JSON.parse(stdout) as {
    configuration: { number: number; version: string };
  };
  assert.equal(configuration.number, 1);
  assert.match(configuration.version, /^[0-9a-f]{12}$/);

  hub.kill('SIGTERM');
  await exited;
});
