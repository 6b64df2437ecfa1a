import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, watch } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { forkHub } from '../../support/fork-hub.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { startSshd, withoutSshd } from './sshd.ts';
import type { SftpSystem } from './sshd.ts';
import { csvOf, put } from './support.ts';

const ROWS = 12_000;
const KILLS = 2;
const signal = AbortSignal.timeout(110_000);
const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

/** The connector of the server, for a configuration. */
function connectorOf({ port, user, privateKey, fingerprint }: SftpSystem): string {
  const auth = { kind: 'key', privateKey };
  return JSON.stringify({
    ...{ kind: 'sftp', host: '127.0.0.1', port, user, auth, hostKeys: [fingerprint] },
  });
}

test(
  'a hub killed with -9 while it reads files and hands files over has in the end handed every row over exactly once',
  { skip: withoutSshd },
  async (t) => {
    await using server = await startSshd();
    await using scope = await testScope();
    for (const folder of ['in', 'done', 'out']) await mkdir(path.join(server.dir, folder));
    const configFile = await writeConfig(
      scope,
      `
connectors:
  partner: ${connectorOf(server)}
streams:
  receipts:
    semantics: event
    from:
      connector: partner
      entity: receipts
      key: id
      folder: in
      files: '*.csv'
      settledMs: 0
      afterwards: { move: done }
    to: [{ connector: partner, entity: booked, folder: out, columns: [id, name], map: { id: id, name: name } }]
`,
    );
    const [half, all] = [ROWS / 2, ROWS].map((end, nth) =>
      Array.from({ length: end - (nth * ROWS) / 2 }, (_, id) => id + (nth * ROWS) / 2),
    ) as [number[], number[]];
    await put(path.join(server.dir, 'in'), 'a.csv', csvOf(half), 1_790_000_000);
    await put(path.join(server.dir, 'in'), 'b.csv', csvOf(all), 1_790_000_001);
    const out = path.join(server.dir, 'out');
    const taken: string[] = [];
    for (let kills = 0; kills <= KILLS; kills++) {
      const hub = forkHub(scope, configFile);
      t.after(() => hub.kill('SIGKILL'));
      const ended = once(hub, 'exit');
      const settled = once(hub, 'message', { signal }).then(([message]) => message === 'settled');
      settled.catch(() => undefined); // It is awaited last.
      const changes = 3 + Math.floor(Math.random() * 12);
      const stop = new AbortController();
      const isSettled = await Promise.race([
        settled,
        ended.then(() => assert.fail('the hub ended by itself')),
        ...(kills === KILLS ? [] : [changesIn(out, changes, stop.signal)]),
      ]);
      stop.abort();
      hub.kill('SIGKILL');
      await ended;
      t.diagnostic(isSettled ? 'settled' : `killed after ${changes} changes of the folder`);
      await takeAway(out, taken);
    }
    const rows = taken.flatMap((text) => parse<{ id: string }>(text, { columns: true }));
    assert.equal(rows.length, ROWS);
    assert.deepEqual(
      rows.map(({ id }) => Number(id)).toSorted((a, b) => a - b),
      Array.from({ length: ROWS }, (_, id) => id),
    );
    t.diagnostic(`${taken.length} files`);
  },
);

/** Resolves with false after this many changes in a folder, or when it is stopped. */
async function changesIn(folder: string, count: number, stop: AbortSignal): Promise<false> {
  let left = count;
  try {
    for await (const _ of watch(folder, { signal: AbortSignal.any([signal, stop]) }))
      if (--left === 0) break;
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  return false;
}

/** As the partner does, who leaves no trace of them. */
async function takeAway(folder: string, taken: string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.csv')) continue;
    taken.push(await readFile(path.join(folder, name), 'utf8'));
    await rename(path.join(folder, name), path.join(folder, `${name}.taken`));
  }
}

test(
  'the example of the guide reads stock from a warehouse and hands orders over to it',
  { skip: withoutSshd },
  async () => {
    await using server = await startSshd();
    await using scope = await testScope();
    const text = (await readFile(guide, 'utf8')).split('## Exchange files over SFTP')[1] ?? '';
    const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
    assert.notEqual(yaml, '');
    const config = yaml
      .replace(/^ {2}warehouse:\n(?: {4}.*\n)+/m, `  warehouse: ${connectorOf(server)}\n`)
      .replaceAll('/from-warehouse', 'from-warehouse')
      .replaceAll('/to-warehouse', 'to-warehouse');
    for (const folder of ['from-warehouse', 'from-warehouse/done', 'to-warehouse'])
      await mkdir(path.join(server.dir, folder));
    const stock =
      'Artikel;Bestand;Stand\r\nA-1;1.250,5;24.12.2026 08:00\r\nA-2;viel;24.12.2026 08:00\r\n';
    await put(path.join(server.dir, 'from-warehouse'), 'bestand_1.csv', stock);
    const orders = [
      {
        id: 1001,
        updatedAt: '2026-12-24T08:00:00Z',
        customer: { name: 'Müller; Söhne' },
        total: 12.5,
      },
      { id: 1002, updatedAt: '2026-12-24T08:01:00Z', customer: { name: 'B "GmbH"' }, total: 7 },
    ];
    const lines = orders.map((one) => `${JSON.stringify(one)}\n`).join('');
    const files = { 'orders.jsonl': lines };
    await using hub = await startTestHub(scope, await writeConfig(scope, config, files));
    await hub.settled(signal);
    const shop = await readFile(path.join(scope.dir, 'stock-in-shop.jsonl'), 'utf8');
    assert.deepEqual(
      shop
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { document: unknown }).document),
      [{ sku: 'A-1', quantity: 1250.5 }],
    );
    const [rejected] = hub.streams().filter(({ name }) => name === 'stock');
    assert.equal(rejected?.lastRun?.rejected, 1);
    const folder = path.join(server.dir, 'to-warehouse');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
    assert.equal(names.length, 1);
    assert.match(names[0] ?? '', /^orders_\d{8}T\d{6}Z_000001\.csv$/);
    assert.equal(
      await readFile(path.join(folder, names[0] ?? ''), 'latin1'),
      'order;customer;total\r\n1001;"Müller; Söhne";12.5\r\n1002;"B ""GmbH""";7\r\n',
    );
    await syncAndSettle(hub, 'stock', signal);
    assert.deepEqual(await readdir(path.join(server.dir, 'from-warehouse')), ['done']);
  },
);
