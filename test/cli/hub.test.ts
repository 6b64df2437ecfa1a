import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { spawn } from 'node:child_process';
import { rowsOf } from '../support/database.ts';
import { writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { config, landscape, untilUp } from './landscape.ts';
import { cli, startCli } from './support.ts';

suite('stellwerk start', () => {
  test('--once delivers everything, shows verdicts and dead letters, and exits with 0', async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    const { code, stdout, stderr } = await cli(['start', '--once'], options);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^products +3 +3 +0 +0$/m);
    assert.match(stdout, /^products\/shop +2 +0 +0 +1$/m);
    assert.match(stdout, /^ +1 +0 +products\/shop +TARGET_REFUSED .* A3 /m);
  });

  test('--once reads every source, even if its schedule owes no run', async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    await writeConfig(scope, config(scope.namespace).replace('    to:', '    every: 1h\n    to:'));
    assert.equal((await cli(['start', '--once'], options)).code, 0);
    await rowsOf(
      scope.databaseUrl,
      `insert into erp_product (sku, name) values ('A4', 'Buffer stop')`,
    );
    const { stdout, stderr } = await cli(['start', '--once'], options);
    assert.match(stdout, /^products\/shop +3 /m, stderr);
  });

  test('runs until SIGTERM, is found through its folder meanwhile, drains and exits with 0', async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    const hub = startCli(['start'], options);
    const exited = once(hub, 'exit');
    await untilUp(hub);
    const paused = await cli(['pause', 'products'], { cwd: scope.dir });
    assert.equal(paused.stdout, 'stream products is paused\n');
    hub.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
    assert.equal((await cli(['status'], { cwd: scope.dir })).code, 3);
  });

  test('drains on the first signal, and on a second exits at once with 128 plus the number of the signal', async () => {
    const module = path.resolve(import.meta.dirname, '../../src/cli/stop-signal.ts');
    const endless = `
      const { stopOnSignal } = await import(${JSON.stringify(module)});
      stopOnSignal(() => console.log('draining'));
      setInterval(() => undefined, 60_000);
      console.log('up');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', endless], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout })) {
      child.kill(line === 'up' ? 'SIGTERM' : 'SIGINT');
    }
    assert.deepEqual(await exited, [130, null]);
  });

  test('says in one sentence that its address is taken', async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    const taken = config(scope.namespace).replace(
      'hub: {',
      `hub: { grpc: { address: "${address}" },`,
    );
    await writeConfig(scope, taken);
    const { code, stderr } = await cli(['start'], options);
    other.close();
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `The control API cannot listen on ${address}: the port is in use, perhaps by another hub. Stop the process that holds it, or set another address as hub.grpc.address.\n`,
    );
  });

  test('says in a sentence, with an example, that there is no configuration', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-cli-'));
    const { code, stderr } = await cli(['start'], { cwd: dir });
    await rm(dir, { recursive: true });
    assert.equal(code, 1);
    assert.match(stderr, /^There is no stellwerk\.yaml here\./);
    assert.match(stderr, /^connectors:$/m);
  });
});

suite('stellwerk validate', { concurrency: true }, () => {
  const env = { DATABASE_URL: 'postgres://localhost/x?password=hush' };

  test('shows the streams and lanes of a valid configuration, without its secrets', async () => {
    await using scope = await testScope();
    const file = await writeConfig(scope, config('demo'));
    const human = await cli(['validate', file], { env });
    assert.equal(human.code, 0, human.stdout + human.stderr);
    assert.match(human.stdout, /is valid\.$/m);
    assert.match(human.stdout, /^products\/shop +shop\/shop_product +8$/m);
    const here = await cli(['validate'], { env, cwd: path.dirname(file) });
    assert.match(here.stdout, /^stellwerk\.yaml is valid\.$/m);
    const { stdout } = await cli(['validate', file, '--json'], { env });
    assert.doesNotMatch(stdout, /hush/);
    const { valid, streams } = JSON.parse(stdout) as { valid: boolean; streams: unknown[] };
    assert.deepEqual([valid, streams.length], [true, 1]);
  });

  test('shows every mistake at its line with its remedy, and exits with 1', async () => {
    await using scope = await testScope();
    const wrong = config('demo')
      .replace('kind: postgres', 'kind: postgers')
      .replace('key: sku', 'kye: sku');
    const file = await writeConfig(scope, wrong);
    const human = await cli(['validate', file], { env });
    assert.equal(human.code, 1);
    assert.match(human.stdout, /stellwerk\.yaml:4:\d+ .*Did you mean `postgres`\?/);
    assert.match(human.stderr, /has \d+ mistakes?\.$/m);
    const { code, stdout } = await cli(['validate', file, '--json'], { env });
    const { valid, mistakes } = JSON.parse(stdout) as { valid: boolean; mistakes: object[] };
    assert.deepEqual([code, valid], [1, false]);
    assert.ok(mistakes.length > 0);
  });

  test('says which file it cannot read, without a name stellwerk.yaml of the folder', async () => {
    for (const [args, name] of [
      [['nowhere.yaml'], /nowhere\.yaml/],
      [[], /stellwerk\.yaml/],
    ] as const) {
      const { code, stdout, stderr } = await cli(['validate', ...args], {
        cwd: import.meta.dirname,
      });
      assert.equal(code, 1);
      assert.match(stdout + stderr, name);
    }
  });
});

test('stellwerk docs lists the connector kinds and describes one of them', async () => {
  assert.match((await cli(['docs'])).stdout, /^postgres: /m);
  const postgres = (await cli(['docs', 'postgres'])).stdout;
  assert.match(postgres, /^## postgres$/m);
  assert.match(postgres, /^\| `webhooks\.signature\.form` \|/m);
  const module = path.resolve(import.meta.dirname, '../hub/punctual.ts');
  assert.match((await cli(['docs', module])).stdout, /^### Settings of every kind$/m);
  assert.equal((await cli(['docs', 'nonsense'])).code, 4);
});
