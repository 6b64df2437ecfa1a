import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub, syncAndSettle, writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { readExtf } from './extf-reader.ts';

const signal = AbortSignal.timeout(110_000);
const guide = path.resolve(import.meta.dirname, '../../../ops/guide/systems.md');

const orders = [
  {
    ...{ id: 1001, invoice: 'RE 2026 17', invoicedAt: '2026-03-05', customer: 'Łukasz Müller' },
    taxes: [
      { rate: 19, gross: 59.5 },
      { rate: 7, gross: 10.7 },
    ],
  },
  {
    ...{ id: 1002, invoice: 'RE 2026 18', invoicedAt: '2026-04-01T10:00:00Z', customer: 'B GmbH' },
    taxes: [
      { rate: 19, gross: 119 },
      { rate: 7, gross: 0 },
    ],
  },
  {
    ...{ id: 1003, invoice: 'RE 2026 19', invoicedAt: '2026-04-02', customer: 'C' },
    taxes: [{ rate: 16, gross: 5 }],
  },
];

test('the example of the guide turns orders into files for DATEV, and a cancelled order into a reversal', async () => {
  await using scope = await testScope();
  const text = (await readFile(guide, 'utf8')).split('## Hand bookings over to DATEV')[1] ?? '';
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(text) ?? [];
  assert.notEqual(yaml, '');
  const folder = path.join(scope.dir, 'datev');
  await mkdir(folder);
  const write = (version: number, cancelled: readonly number[]) =>
    writeFile(
      path.join(scope.dir, 'orders.jsonl'),
      orders
        .map((one) => ({ ...one, updatedAt: version, cancelled: cancelled.includes(one.id) }))
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
  await write(1, []);
  await using hub = await startTestHub(scope, await writeConfig(scope, yaml));
  await hub.settled(signal);
  const [lane] = hub.lanes();
  assert.equal(lane?.counts.deadLettered, 1, 'the rate of 16 % has no account');
  await handedOver(folder);
  const request = { stream: 'orders', lane: null, limit: 100, details: 100, repair: false };
  for await (const event of hub.verifying.verify(request, signal)) {
    if (event.kind !== 'summary') continue;
    const [{ counts } = {}] = event.summary.lanes;
    assert.deepEqual([counts?.same, counts?.different, counts?.missing], [2, 0, 0]);
    assert.deepEqual([counts?.surplus, counts?.rejected], [0, 1]);
  }
  await write(2, [1001]);
  await syncAndSettle(hub, 'orders', signal);
  await handedOver(folder);

  const names = (await readdir(folder)).filter((name) => name.startsWith('EXTF_')).toSorted();
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  const told = files.map(readExtf).map(({ rows }) =>
    rows.map((row) => {
      const fields = ['Umsatz (ohne Soll/Haben-Kz)', 'Soll/Haben-Kennzeichen', 'Konto'];
      const more = ['Gegenkonto (ohne BU-Schlüssel)', 'Belegdatum', 'Belegfeld 1', 'Buchungstext'];
      const values = [...fields, ...more, 'Generalumkehr (GU)'].map((field) => row[field] ?? '');
      return values.join(' ').trim();
    }),
  );
  assert.deepEqual(Object.fromEntries(names.map((name, nth) => [name, told[nth]])), {
    'EXTF_orders_books_2026-03_0001.csv': [
      '59,50 S 10000 8400 0503 RE-2026-17 Shop 1001 Lukasz Müller',
      '10,70 S 10000 8300 0503 RE-2026-17 Shop 1001 Lukasz Müller',
    ],
    'EXTF_orders_books_2026-03_0002.csv': [
      '59,50 H 10000 8400 0503 RE-2026-17 Shop 1001 Lukasz Müller 1',
      '10,70 H 10000 8300 0503 RE-2026-17 Shop 1001 Lukasz Müller 1',
    ],
    'EXTF_orders_books_2026-04_0001.csv': ['119,00 S 10000 8400 0104 RE-2026-18 Shop 1002 B GmbH'],
  });
});

/** Asks for a hand-over. Resolves when it has taken place. */
async function handedOver(folder: string): Promise<void> {
  const changes = watch(folder, { signal });
  await writeFile(path.join(folder, 'hand-over'), '');
  for await (const _ of changes) if (!(await readdir(folder)).includes('hand-over')) return;
}
