import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { startSecure } from '../access/secure.ts';
import { startControl } from '../control/support.ts';
import type { CliResult } from './support.ts';
import { cli } from './support.ts';

interface Home extends AsyncDisposable {
  readonly dir: string;
  readonly file: string;
  run(args: string[], env?: NodeJS.ProcessEnv): Promise<CliResult>;
}

/** Makes a folder without a hub, which is also a person's own configuration folder. */
async function home(): Promise<Home> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-home-'));
  return {
    dir,
    file: path.join(dir, 'stellwerk/contexts.json'),
    run: (args, env) => cli(args, { cwd: dir, env: { XDG_CONFIG_HOME: dir, ...env } }),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true }),
  };
}

suite('Contexts', { concurrency: 3 }, () => {
  test('are added, listed, used and removed, in a file that only its owner can read', async () => {
    await using person = await home();
    assert.equal((await person.run(['context', 'list'])).stdout, 'no contexts\n');
    await person.run(['context', 'add', 'test', '127.0.0.1:1']);
    const added = await person.run([
      ...['context', 'add', 'prod', 'hub.example:7443', '--use', '--ca', 'ca.pem'],
      ...['--credential-env', 'PROD_KEY', '--json'],
    ]);
    const prod = { address: 'hub.example:7443', ca: path.join(person.dir, 'ca.pem') };
    const noted = { ...prod, credentialEnv: 'PROD_KEY' };
    assert.deepEqual(JSON.parse(added.stdout), { name: 'prod', ...noted });
    assert.equal((await stat(person.file)).mode & 0o777, 0o600);
    const { stdout } = await person.run(['context', 'list']);
    assert.match(stdout, /^ +CONTEXT +ADDRESS +TLS +KEY FROM$/m);
    assert.match(stdout, /^\* +prod +hub\.example:7443 +yes +PROD_KEY$/m);
    assert.match(stdout, /^ +test +127\.0\.0\.1:1 +no +-$/m);
    assert.equal((await person.run(['context', 'use', 'test'])).code, 0);
    await person.run(['context', 'remove', 'test']);
    assert.deepEqual(JSON.parse(await readFile(person.file, 'utf8')), {
      current: null,
      hubs: { prod: noted },
    });
  });

  test('never contain a key, and refuse one in place of the name of a variable', async () => {
    await using person = await home();
    const key = 'swk_1a2b_c3d4-e5f6';
    const end = await person.run(['context', 'add', 'a', 'h:1', '--credential-env', key]);
    assert.equal(end.code, 2);
    assert.match(end.stderr, /takes the name of a variable/);
    assert.doesNotMatch(end.stderr, /swk_/);
  });

  test('lead to exit code 2 when they are invalid, and to 4 when they are unknown', async () => {
    await using person = await home();
    const cases: [string[], number, RegExp][] = [
      [['context', 'add', 'a b', 'h:1'], 2, /not a valid name/],
      [['context', 'add', 'a', 'h'], 2, /not an address/],
      [
        ['context', 'add', 'a', 'h:1', '--cert', 'c.pem'],
        2,
        /--cert and --key must be given together/,
      ],
      [['context', 'use', 'nobody'], 4, /There is no context "nobody"\. Known contexts: none\./],
      [['status', '--context', 'nobody'], 4, /There is no context "nobody"/],
      [['status', '--context', 'a', '--address', 'h:1'], 2, /not by both/],
    ];
    for (const [args, code, message] of cases) {
      const end = await person.run(args);
      assert.equal(end.code, code, args.join(' '));
      assert.match(end.stderr, message);
    }
    await mkdir(path.dirname(person.file), { recursive: true });
    await writeFile(person.file, '{"hubs": []}');
    assert.match((await person.run(['context', 'list'])).stderr, /contexts\.json is damaged/);
  });

  test('connect by TLS with a client certificate and a key that only a variable or a file holds', async () => {
    await using person = await home();
    await using secure = await startSecure({}, true);
    const { control, files: material } = secure;
    const bearer = (await control.key('viewer')).authorization.replace('Bearer ', '');
    const { cert, key } = material.client;
    const files = ['--ca', material.settings.clientCa, '--cert', cert, '--key', key];
    const keyFile = path.join(person.dir, 'key');
    await writeFile(keyFile, `${bearer}\n`);
    const add = (name: string, ...more: string[]) =>
      person.run(['context', 'add', name, control.address, ...files, ...more]);
    await add('by-env', '--credential-env', 'PROD_KEY');
    await add('by-file', '--credential-file', keyFile);
    await add('without');
    const status = (name: string, env?: NodeJS.ProcessEnv) =>
      person.run(['status', '--context', name], env);
    assert.equal((await status('by-env', { PROD_KEY: bearer })).code, 0);
    assert.equal((await status('by-file')).code, 0);
    assert.equal((await status('without', { STELLWERK_API_KEY: bearer })).code, 0);
    const denied = await status('without');
    assert.equal(denied.code, 5, denied.stderr);
    const unset = await status('by-env');
    assert.deepEqual([unset.code, /PROD_KEY, which is not set/.test(unset.stderr)], [2, true]);
    const text = await readFile(person.file, 'utf8');
    assert.ok(!text.includes(bearer));
  });

  test('are used after the options, the environment and the hub of the folder, in this order', async () => {
    await using person = await home();
    const names = ['option', 'named', 'env', 'envContext', 'folder', 'current'];
    const hubs = await Promise.all(names.map(() => startControl()));
    try {
      const [option, named, env, envContext, folder, current] = hubs.map((hub) => hub.address);
      const add = (name: string, address = '') => person.run(['context', 'add', name, address]);
      await add('named', named);
      await add('envContext', envContext);
      await add('current', current);
      await person.run(['context', 'use', 'current']);
      const hubFile = path.join(person.dir, '.stellwerk/hub.json');
      await mkdir(path.dirname(hubFile));
      await writeFile(hubFile, JSON.stringify({ grpcAddress: folder }));
      const byAddress = { STELLWERK_GRPC_ADDRESS: env };
      const byContext = { STELLWERK_CONTEXT: 'envContext' };
      const sync = (args: string[], vars: NodeJS.ProcessEnv) =>
        person.run(['sync', 'products', ...args], vars);
      await sync(['--address', option ?? ''], { ...byAddress, ...byContext });
      await sync(['--context', 'named'], { ...byAddress, ...byContext });
      await sync([], { ...byAddress, ...byContext });
      await sync([], byContext);
      await sync([], {});
      await rm(hubFile);
      await sync([], {});
      assert.deepEqual(
        hubs.map(({ hub }) => hub.commands.length),
        [1, 1, 1, 1, 1, 1],
      );
    } finally {
      await Promise.all(hubs.map((hub) => hub.stop(0)));
    }
  });
});
