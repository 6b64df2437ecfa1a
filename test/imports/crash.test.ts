import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { verify, waitForWrites } from '../../bench/relay/target.ts';
import { connectBus, readExtent } from '../../src/bus/index.ts';
import { connectControl } from '../../src/control/index.ts';
import { forkHub } from '../support/fork-hub.ts';
import { rowsOf } from '../support/database.ts';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { importRequest, productAt, productConfig, productTable } from './support.ts';

const ROWS = 40_000;
const KILLS = 5;
/** The time limit of the current test; the tests run one after the other. */
let signal = AbortSignal.timeout(110_000);

/** Waits until a starting hub has written its address, and connects to it. */
async function clientOf(scope: TestScope) {
  const file = path.join(scope.dir, 'hub.json');
  for (;;) {
    signal.throwIfAborted();
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text) return connectControl((JSON.parse(text) as { grpcAddress: string }).grpcAddress);
    await setTimeout(20);
  }
}

async function untilRead(scope: TestScope, rows: number): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const sql = `select read::int as read from ${scope.namespace}.import`;
    const [found] = await rowsOf<{ read: number }>(scope.databaseUrl, sql).catch(() => []);
    if ((found?.read ?? 0) >= rows) return;
    await setTimeout(5);
  }
}

async function recordsInLog({ natsUrl, namespace }: TestScope): Promise<number> {
  const bus = await connectBus(natsUrl, namespace);
  const { records } = await readExtent(bus, 'products');
  await bus.nc.close();
  return records;
}

for (const [format, kills] of [
  ['csv', KILLS],
  ['xml', 2],
] as const) {
  test(`a ${format} import whose hub is killed with -9 at random moments stores and applies every row exactly once`, async (t) => {
    signal = AbortSignal.timeout(110_000);
    await using scope = await testScope();
    await rowsOf(scope.databaseUrl, productTable);
    const config = productConfig('event').replace(
      'price: { type: number, minimum: 0 }',
      'price: {}',
    );
    const configFile = await writeConfig(scope, config, { 'nothing.jsonl': '' });
    const file = path.join(scope.dir, `products.${format}`);
    await writeFile(file, format === 'csv' ? csvText() : xmlText());
    const moments = Array.from({ length: kills }, () =>
      Math.floor(Math.random() * ROWS * 0.9),
    ).sort((one, other) => one - other);
    t.diagnostic(`killed after ${moments.join(', ')} of ${ROWS} rows`);

    let started = false;
    for (const moment of moments) {
      const hub = forkHub(scope, configFile);
      const died = once(hub, 'exit');
      if (!started) {
        const client = await clientOf(scope);
        const { stream: _stream, ...rest } = importRequest(file);
        const reading = { ...rest.reading, recordPath: 'A/R' };
        await client.imports(signal).start({ ...rest, stream: 'products', reading });
        client.close();
        started = true;
      }
      await untilRead(scope, moment);
      await setTimeout(Math.random() * 30);
      hub.kill('SIGKILL');
      await died;
    }
    await rm(path.join(scope.dir, 'hub.json'), { force: true });
    const last = forkHub(scope, configFile);
    const ended = once(last, 'exit');
    const client = await clientOf(scope);
    for await (const status of client.imports(signal).watch('1')) {
      if (status.state !== 'finished') continue;
      assert.deepEqual(status.counts, { read: ROWS, stored: ROWS, rejected: 0 });
      break;
    }
    client.close();
    await waitForWrites(scope.databaseUrl, ROWS, { signal, onProgress: () => undefined });
    last.kill('SIGTERM');
    await ended;

    assert.equal(await recordsInLog(scope), ROWS);
    assert.deepEqual(await verify(scope.databaseUrl, { records: ROWS, keys: ROWS }), {
      applied: ROWS,
      lost: 0,
      duplicated: 0,
      outOfOrder: 0,
    });
  });
}

const rows = () => Array.from({ length: ROWS }, (_, index) => productAt(index));

function csvText(): string {
  const line = ({ sku, name, price, updatedAt }: ReturnType<typeof productAt>) =>
    `${sku},"${name.replaceAll('"', '""')}",${price},${updatedAt}`;
  return ['sku,name,price,updatedAt', ...rows().map(line)].join('\n');
}

function xmlText(): string {
  const element = ({ sku, price, updatedAt }: ReturnType<typeof productAt>) =>
    `<R><sku>${sku}</sku><name>Produkt</name><price>${price}</price><updatedAt>${updatedAt}</updatedAt></R>`;
  return `<A>${rows().map(element).join('\n')}</A>`;
}
