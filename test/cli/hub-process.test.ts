import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { writeConfig } from '../support/hub.ts';
import { breakLease, untilLease } from '../support/lease.ts';
import { testScope } from '../support/scope.ts';
import { config, landscape, untilUp } from './landscape.ts';
import { cli, outcome, startCli } from './support.ts';

for (const ending of ['SIGTERM', 'SIGKILL'] as const) {
  test(`a hub remembers a pause across a restart after ${ending}`, async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    for (const [args, expected] of [
      [['pause', 'products'], /^stream products is paused$/m],
      [['status'], /^products +erp\/erp_product +paused /m],
    ] as const) {
      const hub = startCli(['start'], options);
      const exited = once(hub, 'exit');
      await untilUp(hub);
      const { stdout } = await cli(args, { cwd: scope.dir });
      assert.match(stdout, expected);
      hub.kill(ending);
      await exited;
    }
  });
}

test('a hub logs a line of JSON per settled batch when its output is not a terminal', async () => {
  await using scope = await testScope();
  const options = await landscape(scope);
  const env = { ...options.env, STELLWERK_LOG_LEVEL: 'info' };
  const { stderr } = await cli(['start', '--once'], { ...options, env });
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  const settled = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'batch settled');
  assert.deepEqual(
    settled.map(({ lane, records, applied, deadLettered }) => ({
      lane,
      records,
      applied,
      deadLettered,
    })),
    [{ lane: 'products/shop', records: 3, applied: 2, deadLettered: 1 }],
  );
});

test('start --once ends at once and says so when something is paused', async () => {
  await using scope = await testScope();
  const options = await landscape(scope);
  const hub = startCli(['start'], options);
  const exited = once(hub, 'exit');
  await untilUp(hub);
  await cli(['pause', 'products/shop'], { cwd: scope.dir });
  hub.kill('SIGTERM');
  await exited;
  const { code, stdout, stderr } = await cli(['start', '--once'], options);
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /these are paused: lane products\/shop\. Run .*stellwerk resume/);
});

test('start --once says which system it waits for', async () => {
  await using scope = await testScope();
  const { env, ...options } = await landscape(scope);
  const away = config(scope.namespace).replace('${DATABASE_URL}', '${AWAY_URL}');
  await writeConfig(scope, away);
  const AWAY_URL = 'postgres://nobody@127.0.0.1:1/nowhere';
  const hub = startCli(['start', '--once'], { ...options, env: { ...env, AWAY_URL } });
  const ended = once(hub, 'exit');
  assert.ok(hub.stderr);
  let told = '';
  for await (const line of createInterface({ input: hub.stderr })) {
    if (!line.includes('waiting for')) continue;
    told = line;
    break;
  }
  hub.kill('SIGTERM');
  await ended;
  assert.match(told, /^stellwerk: waiting for erp \(Ctrl-C stops\): .*ECONNREFUSED/);
});

test('a hub whose place another one has taken while its database connection was broken ends with exit code 1 and says so', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const options = await landscape(scope);
  const hub = startCli(['start'], options);
  const result = outcome(hub);
  await untilLease('held', scope, signal);
  const next = startCli(['start'], options);
  const ended = once(next, 'exit');
  await untilLease('awaited', scope, signal);
  await breakLease(scope);
  await untilUp(next);
  const { code, stderr } = await result;
  assert.equal(code, 1);
  const holder = new RegExp(`Another hub \\(.+:${next.pid}\\) works in this namespace\\. Stop it`);
  assert.match(stderr, holder);
  assert.match(stderr, /^This hub lost its connection to the database, and another one took/m);
  next.kill('SIGTERM');
  await ended;
});

test('a hub starts again when variables name what a stream reads, and refuses to when their values have changed', async () => {
  await using scope = await testScope();
  const { env, ...options } = await landscape(scope);
  const yaml = config(scope.namespace).replace('entity: erp_product', 'entity: "${TABLE}"');
  await writeConfig(scope, yaml);
  const start = (TABLE: string) => cli(['start', '--once'], { ...options, env: { ...env, TABLE } });
  assert.equal((await start('erp_product')).code, 0);
  assert.equal((await start('erp_product')).code, 0);
  const { code, stderr } = await start('shop_product');
  assert.equal(code, 1);
  assert.match(stderr, /Stream products gets other records .*--allow-data-loss/);
});

test('an invalid environment variable is reported by its name', async () => {
  await using scope = await testScope();
  const { env, ...options } = await landscape(scope);
  const wrong: [NodeJS.ProcessEnv, RegExp][] = [
    [
      { STELLWERK_LOG_LEVEL: 'loud' },
      /^STELLWERK_LOG_LEVEL is "loud", which is not a level: set one of/m,
    ],
    [
      { STELLWERK_DATABASE_URL: 'postgres://u:hidden@h' },
      /^STELLWERK_DATABASE_URL is not the URL of a data/m,
    ],
  ];
  for (const [extra, message] of wrong) {
    const end = await cli(['start', '--once'], { ...options, env: { ...env, ...extra } });
    assert.equal(end.code, 1);
    assert.match(end.stderr, message);
    assert.doesNotMatch(end.stderr, /hidden/);
  }
});
