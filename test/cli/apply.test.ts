import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { cli, outcome, startCli } from './support.ts';

const signal = AbortSignal.timeout(100_000);

const config = (targets: readonly string[]) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
${targets.map((name) => `  ${name}: { kind: file, path: ./${name}.jsonl }`).join('\n')}
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: changed }
    to:
${targets.map((name) => `      - { connector: ${name}, entity: products, map: ./map.ts }`).join('\n')}
`;

// The CLI runs in another folder than the hub, as it does on another machine.
test('stellwerk apply shows, asks and applies; config shows what is and was in force, and rolls back', async () => {
  await using scope = await testScope();
  const rows = '{"sku":"a","changed":1}\n{"sku":"b","changed":1}\n';
  const map = 'export default (document: object) => document;\n';
  const file = await writeConfig(scope, config(['shop']), {
    'products.jsonl': rows,
    'map.ts': map,
  });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const call = (...args: string[]) => cli([...args, '--address', hub.grpcAddress]);
  await writeFile(file, config(['shop', 'market']));

  const dry = await call('apply', file, '--dry-run');
  assert.equal(dry.code, 0, dry.stderr);
  assert.equal(
    dry.stdout,
    '+ connector market\n+ lane products/market\nCompared with version 1. Nothing was changed.\n',
  );
  const unasked = await call('apply', file);
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /Apply 2 changes to version 1\? Confirm with --yes/);
  assert.equal(hub.lanes().length, 1);

  const done = await call('apply', file, '--yes', '--note', 'a marketplace');
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /^version 2 is in force$/m);
  assert.equal(
    (await call('apply', file, '--yes')).stdout,
    'version 2 is already in force: nothing to change\n',
  );

  await writeFile(
    path.join(scope.dir, 'map.ts'),
    map.replace('=> document', '=> ({ ...document, n: 1 })'),
  );
  const diff = await call('config', 'diff', file);
  assert.match(
    diff.stdout,
    /^~ lane products\/shop\n {4}map: \.\/map\.ts \(\w{12}\) -> \.\/map\.ts \(\w{12}\)$/m,
  );
  const stale = await call('apply', file, '--yes', '--expect', '1');
  assert.match(stale.stderr, /Version 2 of the configuration is in force, not 1/);
  assert.equal((await call('apply', file, '--yes', '--json')).code, 0);

  const history = await call('config', 'history');
  assert.match(
    history.stdout,
    /^VERSION +APPLIED +BY +CONTENT +NOTE\n +3 .*\n +2 .* a marketplace\n +1 .* start /,
  );
  const content = /^ +3 .* ([0-9a-f]{12}) /m.exec(history.stdout)?.[1] ?? assert.fail();
  const info = await call('info');
  // Number and content are the same as in `config history`, so that people can look one up in the other.
  assert.match(info.stdout, new RegExp(`^config .*, version 3, content ${content}$`, 'm'));
  assert.equal((await call('config', 'get', '2', '--file', 'map.ts')).stdout, map);
  assert.equal((await call('config', 'get')).stdout, config(['shop', 'market']));
  const missing = await call('config', 'get', '9');
  assert.equal(missing.code, 4);

  await hub.settled(signal);
  const back = await call('config', 'rollback', '1', '--yes');
  assert.match(back.stdout, /- lane products\/market[^]*version 4 is in force/);
  assert.equal(hub.lanes().length, 1);
});

test('stellwerk apply --watch applies each change of the files, and continues after a mistake', async () => {
  await using scope = await testScope();
  const map = 'export default (document: object) => document;\n';
  const file = await writeConfig(scope, config(['shop']), { 'products.jsonl': '', 'map.ts': map });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const child = startCli(['apply', file, '--watch', '--yes', '--address', hub.grpcAddress]);
  const ended = outcome(child);
  const toldMistake = new Promise<void>((resolve) => {
    child.stderr?.on('data', (text: Buffer) => {
      if (text.includes('must export a function')) resolve();
    });
  });
  const versionIs = (version: number) =>
    until(hub, signal, () => hub.configuration.status().version >= version);
  await writeFile(file, config(['shop', 'market']));
  await versionIs(2);
  await writeFile(path.join(scope.dir, 'map.ts'), 'export default 7;');
  await toldMistake;
  await writeFile(path.join(scope.dir, 'map.ts'), `${map}// once more`);
  await versionIs(3);
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  assert.equal(code, 0);
  assert.match(stderr, /must export a function/);
});
