import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { suite, test } from 'node:test';
import type { CliOptions } from '../cli/support.ts';
import { cli, startCli } from '../cli/support.ts';
import { config, landscape, untilUp } from '../cli/landscape.ts';
import { tool } from '../control/support.ts';
import { rowsOf } from '../support/database.ts';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const locks = `
  grpc: { address: "0.0.0.0:0" }
  tls: { cert: certs/server.crt, key: certs/server.key, clientCa: certs/ca.crt }
  access:
    certificates: [{ commonName: monitoring, role: viewer }]
`;

interface LockedHub extends AsyncDisposable {
  readonly options: CliOptions;
  readonly dir: string;
  readonly address: string;
  /** Returns what the hub has written to standard error so far. */
  readonly log: () => string;
}

/** Runs `stellwerk start` with TLS and access control, on an address beyond loopback. */
async function startLocked(scope: TestScope): Promise<LockedHub> {
  const options = await landscape(scope);
  await cli(['certs', '--client', 'monitoring'], options);
  const { namespace } = scope;
  const yaml = config(namespace).replace(/hub: .*/, `hub:\n  namespace: ${namespace}${locks}`);
  await writeConfig(scope, yaml);
  const env = { ...options.env, STELLWERK_LOG_LEVEL: 'info' };
  const hub = startCli(['start'], { ...options, env });
  const exited = once(hub, 'exit');
  let log = '';
  hub.stderr?.on('data', (chunk: Buffer) => void (log += chunk.toString()));
  await untilUp(hub);
  const text = await readFile(path.join(scope.dir, '.stellwerk/hub.json'), 'utf8');
  const { grpcAddress } = JSON.parse(text) as { grpcAddress: string };
  return {
    options,
    dir: scope.dir,
    address: grpcAddress.replace('0.0.0.0', 'localhost'),
    log: () => log,
    async [Symbol.asyncDispose]() {
      hub.kill('SIGTERM');
      await exited;
    },
  };
}

suite('A hub with TLS and access', { concurrency: 2 }, () => {
  test('accepts the secret of its folder, then keys that the CLI creates, and reveals none of them', async () => {
    await using scope = await testScope();
    await using hub = await startLocked(scope);
    const ca = ['--ca', 'certs/ca.crt'];
    const here = { cwd: hub.dir };
    const { mode } = await stat(path.join(hub.dir, '.stellwerk/admin.secret'));
    assert.equal(mode & 0o777, 0o600);
    const made = await cli(['api-keys', 'create', 'ops', '--role', 'operator', ...ca], here);
    assert.deepEqual([made.code, made.stdout.length], [0, 65], made.stderr);
    const key = made.stdout.trim();

    const far = { env: { STELLWERK_GRPC_ADDRESS: hub.address, STELLWERK_CA: 'certs/ca.crt' } };
    const stranger = await cli(['status'], { ...far, ...here });
    assert.equal(stranger.code, 5);
    assert.match(stranger.stderr, /carries no credentials.*STELLWERK_API_KEY/);
    const asOps = { ...here, env: { ...far.env, STELLWERK_API_KEY: key } };
    assert.match((await cli(['status'], asOps)).stdout, /^products /m);
    assert.equal((await cli(['pause', 'stream', 'products'], asOps)).code, 0);
    const denied = await cli(['api-keys', 'list'], asOps);
    assert.match(denied.stderr, /role is operator; this call requires admin/);

    const two = ['--streams', 'products,stock', 'orders'];
    await cli(['api-keys', 'create', 'few', '--role', 'viewer', ...two, ...ca], here);
    const listed = await cli(['api-keys', 'list', '--json', ...ca], here);
    const { keys } = JSON.parse(listed.stdout) as {
      keys: { id: string; name: string; streams: string[] | null }[];
    };
    assert.equal(keys[0]?.name, 'ops');
    assert.deepEqual(keys[1]?.streams, ['products', 'stock', 'orders']);
    await cli(['api-keys', 'revoke', keys[0]?.id ?? '', ...ca], here);
    const revoked = await cli(['status'], asOps);
    assert.match(revoked.stderr, /was revoked/);

    const audited = await cli(['audit', 'list', '--json', ...ca], here);
    const { entries } = JSON.parse(audited.stdout) as { entries: Record<string, string>[] };
    const noted = entries.map(({ who, method, outcome }) => `${who} ${method} ${outcome}`);
    assert.deepEqual(
      new Set(noted.filter((line) => !/Connectors|Lanes|Imports/.test(line))),
      new Set([
        'ops StreamService/ListStreams denied',
        'local AccessService/RevokeApiKey done',
        'ops AccessService/ListApiKeys denied',
        'ops StreamService/PauseStream done',
        'anonymous StreamService/ListStreams denied',
        'local AccessService/CreateApiKey done',
      ]),
    );
    assert.equal((await cli(['audit', 'verify', ...ca], here)).code, 0);

    const secret = key.split('_').slice(2).join('_');
    const dump = await rowsOf(
      scope.databaseUrl,
      `select query_to_xml('select * from ${scope.namespace}.api_key', true, false, '')::text as x`,
    );
    const local = await readFile(path.join(hub.dir, '.stellwerk/admin.secret'), 'utf8');
    for (const text of [
      hub.log(),
      audited.stdout,
      listed.stdout,
      denied.stderr,
      JSON.stringify(dump),
    ]) {
      assert.ok(!text.includes(secret) && !text.includes(local));
    }
  });

  test('accepts a client certificate from the CLI and from other gRPC clients', async () => {
    await using scope = await testScope();
    await using hub = await startLocked(scope);
    const certificate = ['--cert', 'certs/monitoring.crt', '--cert-key', 'certs/monitoring.key'];
    const options = ['--address', hub.address, '--ca', 'certs/ca.crt', ...certificate];
    const status = await cli(['status', ...options], { cwd: hub.dir });
    assert.match(status.stdout, /^products /m, status.stderr);
    const url = `https://${hub.address}/stellwerk.control.v1.AccessService/WhoAmI`;
    const [cert, tlsKey, authority] = ['monitoring.crt', 'monitoring.key', 'ca.crt'].map((name) =>
      path.join(hub.dir, 'certs', name),
    ) as [string, string, string];
    const tls = ['--cacert', authority, '--cert', cert, '--key', tlsKey];
    const flags = ['--protocol', 'grpc', ...tls, '--data', '{}'];
    const seen = await tool('buf', 'curl', ...flags, url);
    assert.match(seen.stdout, /"name": *"monitoring"/, seen.stderr);
  });

  test('makes a CLI that trusts another authority exit with 3 and name the certificate', async () => {
    await using scope = await testScope();
    await using hub = await startLocked(scope);
    await cli(['certs', '--dir', 'others'], { cwd: hub.dir });
    const { code, stderr } = await cli(['status', '--ca', 'others/ca.crt'], { cwd: hub.dir });
    assert.equal(code, 3);
    assert.match(stderr, /certificate/);
  });

  test('is refused by validate beyond loopback without TLS and authentication', async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    const file = path.join(scope.dir, 'stellwerk.yaml');
    const open = config(scope.namespace).replace(
      'hub: {',
      'hub: { grpc: { address: "0.0.0.0:7443" }, ',
    );
    await writeFile(file, open);
    const { code, stderr, stdout } = await cli(['validate', file], options);
    assert.equal(code, 1);
    assert.match(stdout + stderr, /without TLS \(hub\.tls\) and authentication \(hub\.access\)/);
  });
});
