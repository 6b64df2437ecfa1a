import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import type { HubStatus } from '../../src/control/index.ts';
import { startControl } from '../control/support.ts';
import { productsToShop } from '../support/fake-hub.ts';
import { cli, outcome, startCli } from './support.ts';

const ok = { code: 0, stderr: '' };

async function emptyDir(): Promise<AsyncDisposable & { readonly dir: string }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-cli-'));
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) };
}

suite('stellwerk, calling a hub,', { concurrency: 3 }, () => {
  test('shows the status as tables, with problems and their remedies below', async () => {
    await using control = await startControl();
    const { stdout, ...end } = await cli(['status', '--address', control.address]);
    assert.deepEqual(end, ok);
    assert.match(stdout, /^CONNECTOR +KIND +STATE +SINCE +WEBHOOKS REFUSED$/m);
    assert.match(
      stdout,
      /^products +pim\/product +idle +20,000 +12\.3 MB +40,000 +39,980 +14 +6 /m,
    );
    assert.match(
      stdout,
      /^products\/shop +shop\/products +waiting +42 +2 +1 min +1,235 +100 +20 +3 +3 +1 /m,
    );
    assert.match(stdout, /^products\/shop: TARGET_UNAVAILABLE .*Connection to shöp refused\.$/m);
    assert.match(stdout, /^ {2}Check that the target system runs\.$/m);
  });

  test('prints the whole status on a terminal that is too small for it, and clears nothing', async () => {
    await using control = await startControl();
    const terminal =
      'Object.assign(process.stdout, { isTTY: true, rows: 3, columns: 40, getColorDepth: () => 1 })';
    const env = { NODE_OPTIONS: `--import="data:text/javascript,${encodeURI(terminal)}"` };
    const { stdout, ...end } = await cli(['status', '--address', control.address], { env });
    assert.deepEqual(end, ok);
    assert.match(stdout, /^CONNECTOR[^]*\n {2}Check that the target system runs\.\n/);
  });

  test('prints the status as JSON for scripts', async () => {
    await using control = await startControl();
    const { stdout, ...end } = await cli(['status', '--json', '--address', control.address]);
    assert.deepEqual(end, ok);
    assert.deepEqual((JSON.parse(stdout) as HubStatus).lanes, [productsToShop]);
  });

  test('prints a watch as one JSON document per line until it is interrupted', async () => {
    await using control = await startControl();
    const child = startCli(['status', '--watch', '--json', '--address', control.address]);
    const exited = once(child, 'exit');
    const states: (string | undefined)[] = [];
    assert.ok(child.stdout);
    for await (const line of createInterface({ input: child.stdout })) {
      const { lanes } = JSON.parse(line) as HubStatus;
      states.push(lanes[0]?.state);
      if (states.length === 1) control.hub.set('lanes', 'products/shop', { state: 'running' });
      if (lanes[0]?.state === 'running') child.kill('SIGINT');
    }
    assert.deepEqual([states[0], states.at(-1)], ['waiting', 'running']);
    assert.deepEqual(await exited, [0, null]);
  });

  test('ends a watch with exit code 3 when the hub stops', async () => {
    const control = await startControl();
    const child = startCli(['status', '--watch', '--json', '--address', control.address]);
    const ended = outcome(child);
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    await control.stop(1_000);
    const { code, stderr } = await ended;
    assert.equal(code, 3);
    assert.match(stderr, /^No hub answers at/);
  });

  test('pauses and resumes the stream, lane or connector of a name', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    const said = [
      await cli(['pause', 'products', ...at]),
      await cli(['pause', 'products/shop', ...at]),
      await cli(['pause', 'pim', ...at]),
      await cli(['resume', 'shop', '--kind', 'connector', ...at]),
    ].map(({ stdout }) => stdout.trim());
    assert.deepEqual(said, [
      'stream products is paused',
      'lane products/shop is paused',
      'connector pim is paused',
      'connector shop is ready',
    ]);
  });

  test('says what a resumed lane or stream still waits for, and what to do', async () => {
    await using control = await startControl();
    const { hub } = control;
    hub.onSend = () => Promise.resolve();
    const lastError = productsToShop.lastError;
    const resume = async (name: string) => {
      const { stdout } = await cli(['resume', name, '--address', control.address]);
      return stdout.trim().split('\n');
    };
    hub.set('lanes', 'products/shop', { state: 'paused' });
    hub.set('connectors', 'shop', { state: 'failed', lastError });
    assert.deepEqual(await resume('products/shop'), [
      'lane products/shop is paused',
      'It waits because connector shop has given up (TARGET_UNAVAILABLE: Connection to shöp refused). Fix the cause, then run "stellwerk resume connector shop".',
    ]);
    hub.set('lanes', 'products/shop', { state: 'held' });
    hub.set('connectors', 'shop', { state: 'unavailable', lastError: null });
    assert.deepEqual(await resume('products/shop'), [
      'lane products/shop is held',
      'It waits because connector shop does not answer. It continues by itself when it does; "stellwerk resume connector shop" probes it at once.',
    ]);
    hub.set('streams', 'products', { state: 'paused' });
    hub.set('connectors', 'pim', { state: 'paused' });
    assert.deepEqual(await resume('products'), [
      'stream products is paused',
      'It waits because connector pim is paused. It continues with "stellwerk resume connector pim".',
    ]);
  });

  test('syncs a stream, and prints its status as JSON', async () => {
    await using control = await startControl();
    const { stdout, ...end } = await cli(['sync', 'stock', '--json', '--address', control.address]);
    assert.deepEqual(end, ok);
    const { actor, name, state } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual([actor, name, state], ['stream', 'stock', 'reading']);
  });

  test('lists the choices and exits with 2 when a name is ambiguous', async () => {
    await using control = await startControl();
    const { code, stderr } = await cli(['pause', 'shop', '--address', control.address]);
    assert.equal(code, 2);
    assert.match(stderr, /is a stream and a connector.*--kind stream or --kind connector/);
    assert.equal(control.hub.commands.length, 0);
  });

  test('accepts the kind before the name, too', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    const { stdout } = await cli(['pause', 'stream', 'shop', ...at]);
    assert.equal(stdout, 'stream shop is paused\n');
    const odd = [
      await cli(['pause', 'shop', 'stream', ...at]),
      await cli(['pause', 'stream', 'shop', '--kind', 'connector', ...at]),
      await cli(['pause', 'stream', 'shop', 'stock', ...at]),
    ];
    assert.deepEqual(
      odd.map(({ code }) => code),
      [2, 2, 2],
    );
    assert.match(odd[0]?.stderr ?? '', /^Write one name, or a kind \(connector, stream, lane\)/);
    assert.equal(control.hub.commands.length, 1);
  });

  test('passes no escape sequence of a target on to the terminal', async () => {
    await using control = await startControl();
    const { lastError } = productsToShop;
    assert.ok(lastError);
    const message = 'gone\u001b]0;owned\u0007\nforged';
    control.hub.set('lanes', 'products/shop', { lastError: { ...lastError, message } });
    const { stdout } = await cli(['status', '--address', control.address]);
    assert.match(stdout, /^products\/shop: TARGET_UNAVAILABLE .*gone forged$/m);
  });

  test('lists its exit codes in the help', async () => {
    const { code, stdout } = await cli(['--help']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Exit codes: 0 done, 1 failed, 2 .* 3 .* 4 not found, 5 denied, 6 timed out, 7 .*\.$/m,
    );
  });

  test('exits with 4 and lists the known names when a name is unknown', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    const stream = await cli(['pause', 'nonsense', ...at]);
    assert.equal(stream.code, 4);
    assert.match(stream.stderr, /Known names: products, stock, shop, pim/);
    const lane = await cli(['resume', 'no/where', ...at]);
    assert.equal(lane.code, 4);
    assert.match(lane.stderr, /^There is no lane "no\/where"\. Check the name/);
  });

  test('exits with 2 on wrong usage', async () => {
    const bad = await Promise.all([
      cli(['pause']),
      cli(['stautus']),
      cli(['status', '--nonsense']),
    ]);
    assert.deepEqual(
      bad.map(({ code }) => code),
      [2, 2, 2],
    );
  });

  test('exits with 3 and a sentence, without a stack trace, when no hub is there', async () => {
    await using empty = await emptyDir();
    const nowhere = await cli(['status'], { cwd: empty.dir });
    assert.equal(nowhere.code, 3);
    assert.match(nowhere.stderr, /^No hub runs in this folder .*stellwerk start/);
    const dead = await cli(['status', '--address', '127.0.0.1:1']);
    assert.equal(dead.code, 3);
    assert.match(dead.stderr, /^No hub answers at 127\.0\.0\.1:1\. [^\n]*\n$/);
  });

  test('says that a hub does not use TLS when it is called with TLS', async () => {
    await using control = await startControl();
    const { code, stderr } = await cli(['status', '--tls', '--address', control.address]);
    assert.equal(code, 3);
    assert.match(stderr, /^What answers at \S+ does not use TLS\. Call it without --tls and --ca /);
  });

  test('says what is wrong with credentials without showing them', async () => {
    await using empty = await emptyDir();
    const call = (env: NodeJS.ProcessEnv, ...args: string[]) =>
      cli(['status', '--address', 'localhost:1', ...args], { cwd: empty.dir, env });
    const broken = await call({ STELLWERK_API_KEY: 'swk_hid\nden' });
    assert.deepEqual([broken.code, broken.stdout], [2, '']);
    assert.match(broken.stderr, /^The API key or token contains a character that is not allowed/);
    assert.doesNotMatch(broken.stderr, /hid|den/);
    await cli(['certs', '--client', 'anna'], { cwd: empty.dir });
    const files = ['--cert', 'certs/anna.crt', '--cert-key', 'certs/ca.key'];
    const mixed = await call({}, ...files);
    assert.equal(mixed.code, 2);
    assert.match(
      mixed.stderr,
      /^The certificates for this call cannot be used \(key values mismatch\)/,
    );
  });

  test('imports several files only without a file for their rejected rows, which each would write anew', async () => {
    await using control = await startControl();
    const args = ['import', 'products', 'a.jsonl', 'b.jsonl', '--address', control.address];
    const { code, stderr } = await cli([...args, '--rejects', 'rejects.jsonl']);
    assert.equal(code, 2);
    assert.match(stderr, /--rejects takes the rows of one file.*: import the files one at a time/);
  });

  test('says what became of its files when an import is interrupted', async () => {
    await using control = await startControl();
    const { imports } = control.hub;
    const at = ['--address', control.address];
    imports.upload = async (_request, _bytes, signal) => {
      sent.kill('SIGINT');
      await once(signal, 'abort');
      return imports.get('12');
    };
    const sent = startCli(['import', 'products', '-', '--format', 'jsonl', ...at], { input: '' });
    const cut = await outcome(sent);
    assert.equal(cut.code, 1);
    assert.match(
      cut.stderr,
      /^Interrupted while standard input went to the hub: `stellwerk imports/,
    );
    const [running = assert.fail('no import')] = imports.list();
    imports.start = () => Promise.resolve(running);
    imports.get = () => {
      followed.kill('SIGINT');
      return running;
    };
    const followed = startCli(['import', 'products', 'a.jsonl', 'b.jsonl', 'c.jsonl', ...at]);
    const { code, stderr } = await outcome(followed);
    assert.equal(code, 1);
    assert.match(stderr, /^The import continues in the hub: stellwerk imports show 12$/m);
    assert.match(stderr, /^Interrupted before these began: b\.jsonl, c\.jsonl\.$/m);
  });

  test('says in a sentence which file cannot be written', async () => {
    await using empty = await emptyDir();
    await writeFile(path.join(empty.dir, 'certs'), '');
    const { code, stderr } = await cli(['certs'], { cwd: empty.dir });
    assert.equal(code, 1);
    assert.match(stderr, /^certs cannot be created: it already exists\.\n$/);
  });

  test(
    'fails with a sentence when its answer cannot be written',
    { skip: !existsSync('/dev/full') },
    async () => {
      await using control = await startControl();
      const full = await open('/dev/full', 'w');
      const child = startCli(['status', '--address', control.address], { stdout: full.fd });
      assert.ok(child.stderr);
      const [stderr, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      await full.close();
      assert.deepEqual(exit, [1, null]);
      assert.equal(stderr, 'Standard output cannot be written: the disk is full.\n');
    },
  );

  test('finds the hub through the environment, otherwise through the hub.json of the folder', async () => {
    await using control = await startControl();
    await using empty = await emptyDir();
    const env = { STELLWERK_GRPC_ADDRESS: control.address };
    assert.equal((await cli(['status'], { cwd: empty.dir, env })).code, 0);
    await mkdir(path.join(empty.dir, '.stellwerk'));
    const hubFile = path.join(empty.dir, '.stellwerk', 'hub.json');
    await writeFile(hubFile, JSON.stringify({ grpcAddress: control.address, pid: 1 }));
    assert.equal((await cli(['status'], { cwd: empty.dir })).code, 0);
  });
});
