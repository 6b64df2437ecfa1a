import assert from 'node:assert/strict';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub, syncAndSettle, until, writeConfig } from '../../support/hub.ts';
import { testScope } from '../../support/scope.ts';
import { booked, booking, signal, withOffice } from './support.ts';

const config = `
connectors:
  shop: { kind: file, path: ./orders.jsonl }
  books: { kind: datev, path: ./datev, consultant: 29098, client: 55003, circuit: { probe: { initial: 100ms, max: 200ms } } }
streams:
  orders:
    from: { connector: shop, entity: orders, key: id, version: version }
    to: [{ connector: books, entity: bookings, map: ./booking.ts }]
`;
const order = (id: string) => `${JSON.stringify({ id, version: 1 })}\n`;

test('a folder that is away while nothing is delivered shows in the status, and what is due is handed over when it is back', async () => {
  await using scope = await testScope();
  const folder = path.join(scope.dir, 'datev');
  await mkdir(folder, { recursive: true });
  const file = await writeConfig(scope, config, {
    'orders.jsonl': order('1'),
    'booking.ts': `export default () => (${JSON.stringify(booking())});`,
  });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const books = () => hub.connectors().find(({ name }) => name === 'books');
  await until(hub, signal, () => books()?.state === 'ready');

  await rename(folder, `${folder}.away`);
  await until(hub, signal, () => books()?.lastError?.code === 'TARGET_UNAVAILABLE');
  assert.match(books()?.lastError?.message ?? '', /The folder .*datev cannot be written to/);
  const metrics = await (await fetch(`http://${hub.httpAddress}/metrics`)).text();
  assert.doesNotMatch(metrics, /^stellwerk_connector_state.*"books".*state="ready"} 1$/m);
  await until(hub, signal, () => hub.lanes()[0]?.state === 'held');

  await writeFile(path.join(`${folder}.away`, 'hand-over'), '');
  await rename(`${folder}.away`, folder);
  await until(hub, signal, () => books()?.state === 'ready');
  assert.equal(books()?.lastError, null);
  assert.deepEqual(await readdir(folder), ['EXTF_orders_books_2026-03_0001.csv', 'journal']);
  await writeFile(path.join(scope.dir, 'orders.jsonl'), order('1') + order('2'));
  await syncAndSettle(hub, 'orders', signal);
  assert.equal(hub.lanes()[0]?.counts.applied, 2);
});

test('a folder that is away when something is delivered is waited for; only a journal that is missing in it stops the lane', async () => {
  await withOffice(async (office) => {
    const target = office.target(office.open());
    await target.deliver([booked('1', 1, booking())], signal);
    await rename(office.folder, `${office.folder}.away`);
    await assert.rejects(target.deliver([booked('2', 1, booking())], signal), {
      code: 'TARGET_UNAVAILABLE',
      message: /The folder .* cannot be written to/,
    });
    await rename(`${office.folder}.away`, office.folder);
    assert.equal((await target.deliver([booked('2', 1, booking())], signal))[0]?.kind, 'applied');
  });
});

test('a hand-over that fails makes every check fail until it succeeds', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    await office.target(books).deliver([booked('1', 1, booking())], signal);
    const blocked = path.join(office.folder, 'EXTF_orders_datev_2026-03_0001.csv', 'x');
    await mkdir(blocked, { recursive: true });
    await writeFile(path.join(office.folder, 'hand-over'), '');
    const failed = { code: 'TARGET_UNAVAILABLE', message: /EXTF_orders_datev_2026-03_0001/ };
    for (let n = 0; n < 2; n++) await assert.rejects(books.check(signal), failed);
    await rename(path.dirname(blocked), path.join(office.folder, 'x'));
    await books.check(signal);
    assert.deepEqual(await office.names(), ['EXTF_orders_datev_2026-03_0001.csv']);
  });
});
