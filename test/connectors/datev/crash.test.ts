import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { forkHub } from '../../support/fork-hub.ts';
import type { TestScope } from '../../support/scope.ts';
import { testScope } from '../../support/scope.ts';
import { writeConfig } from '../../support/hub.ts';
import { readExtf } from './extf-reader.ts';

const ORDERS = 3_000;
const KILLS = 2;
const signal = AbortSignal.timeout(110_000);

const config = `
connectors:
  shop: { kind: file, path: ./orders.jsonl }
  books: { kind: datev, path: ./datev, consultant: 29098, client: 55003 }
streams:
  orders:
    from: { connector: shop, entity: orders, key: id, version: version, deleted: cancelled }
    to:
      - connector: books
        entity: bookings
        map:
          Umsatz (ohne Soll/Haben-Kz): gross
          Soll/Haben-Kennzeichen: { constant: S }
          Konto: { constant: 10000 }
          Gegenkonto (ohne BU-Schlüssel): { constant: 8400 }
          Belegdatum: { constant: '2026-03-05' }
          Belegfeld 1: { from: id, convert: text }
`;

/** In the second version a third of the orders has another amount, and a tenth is cancelled. */
const centsOf = (id: number, version: number) => (version > 1 && id % 3 === 0 ? 2000 : 1000) + id;
const isCancelled = (id: number, version: number) => version > 1 && id % 10 === 7;

test('a hub killed with -9 while it books and hands over has in the end handed over every order exactly as it is', async (t) => {
  await using scope = await testScope();
  const folder = path.join(scope.dir, 'datev');
  await mkdir(path.join(folder, 'journal'), { recursive: true });
  const taken = new Map<string, Buffer>();
  const configFile = await writeConfig(scope, config);
  for (const version of [1, 2]) {
    await writeOrders(scope.dir, version);
    for (let kills = 0; kills < KILLS; kills++) {
      await writeFile(path.join(folder, 'hand-over'), '');
      const hub = startProcess(t, scope, configFile);
      const died = once(hub, 'exit');
      const changes = Math.ceil(Math.random() * 6);
      t.diagnostic(`killed after ${changes} changes of the journal's folder`);
      await changesIn(path.join(folder, 'journal'), changes, hub);
      hub.kill('SIGKILL');
      await died;
      await takeFiles(folder, taken);
    }
    const last = startProcess(t, scope, configFile);
    const ended = once(last, 'exit');
    const [message] = (await once(last, 'message', { signal })) as [unknown];
    assert.equal(message, 'settled');
    await handedOver(folder);
    last.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    await takeFiles(folder, taken);
    assert.deepEqual(wrongOrders(taken, version), []);
  }
  t.diagnostic(`${taken.size} files`);
});

function startProcess(t: TestContext, scope: TestScope, configFile: string): ChildProcess {
  const hub = forkHub(scope, configFile);
  t.after(() => hub.kill('SIGKILL'));
  return hub;
}

async function writeOrders(dir: string, version: number): Promise<void> {
  const lines = Array.from({ length: ORDERS }, (_, id) =>
    JSON.stringify({
      id,
      version,
      gross: centsOf(id, version) / 100,
      cancelled: isCancelled(id, version),
    }),
  );
  await writeFile(path.join(dir, 'orders.new'), lines.join('\n'));
  await rename(path.join(dir, 'orders.new'), path.join(dir, 'orders.jsonl'));
}

/** Resolves after this many changes in a folder, or when the hub has nothing left to do. */
async function changesIn(folder: string, count: number, hub: ChildProcess): Promise<void> {
  const settled = new AbortController();
  hub.once('message', () => settled.abort());
  let left = count;
  try {
    for await (const _ of watch(folder, { signal: AbortSignal.any([settled.signal, signal]) }))
      if (--left === 0) return;
  } catch (error) {
    if (!settled.signal.aborted) throw error;
  }
}

/** The bookkeeper imports what is there; a file that comes back would be imported twice. */
async function takeFiles(folder: string, taken: Map<string, Buffer>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('EXTF_')) continue;
    assert.ok(!taken.has(name), `${name} appears a second time`);
    taken.set(name, await readFile(path.join(folder, name)));
    await rename(path.join(folder, name), path.join(folder, `taken-${name}`));
  }
}

async function handedOver(folder: string): Promise<void> {
  const changes = watch(folder, { signal });
  await writeFile(path.join(folder, 'hand-over'), '');
  for await (const _ of changes) if (!(await readdir(folder)).includes('hand-over')) return;
}

/** The orders of which the files together do not hold what they amount to. */
function wrongOrders(taken: ReadonlyMap<string, Buffer>, version: number): readonly string[] {
  const sums = new Map<string, number>();
  for (const row of [...taken.values()].flatMap((file) => readExtf(file).rows)) {
    const cents = Math.round(Number(row['Umsatz (ohne Soll/Haben-Kz)']?.replace(',', '.')) * 100);
    const order = row['Belegfeld 1'] ?? '';
    const signed = row['Soll/Haben-Kennzeichen'] === 'S' ? cents : -cents;
    sums.set(order, (sums.get(order) ?? 0) + signed);
  }
  return Array.from({ length: ORDERS }, (_, id) => {
    const due = isCancelled(id, version) ? 0 : centsOf(id, version);
    const booked = sums.get(String(id)) ?? 0;
    return booked === due ? '' : `${id}: ${booked} instead of ${due}`;
  })
    .filter((wrong) => wrong !== '')
    .slice(0, 20);
}
