import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, stat, watch } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { readExtf } from './extf-reader.ts';
import type { Office } from './support.ts';
import { booked, booking, signal, withOffice } from './support.ts';

const KEYS = ['k1', 'k2', 'k3'];
const AMOUNT = 'Umsatz (ohne Soll/Haben-Kz)';

const fileIn = ({ folder }: Office) => path.join(folder, 'journal', 'orders%2Fdatev.jsonl');

test('accounts that change again and again leave a journal of the size of what they are now, in the form of old journals', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const account = (nth: number, version: number) =>
      booked(`c${nth}`, version, {
        Konto: 10_000 + nth,
        'Name (Adressattyp Unternehmen)': `Name${version}`,
      });
    const versions = 12;
    for (let version = 1; version <= versions; version++) {
      const deliveries = Array.from({ length: 1_000 }, (_, nth) => account(nth, version));
      await office.target(books, 'accounts').deliver(deliveries, signal);
      await office.handOver(books);
    }
    await books.close();
    const lines = (await readFile(fileIn(office), 'utf8')).trimEnd().split('\n');
    const contents = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(contents[0]?.entity, 'accounts');
    assert.equal(contents.at(-1)?.handedOver, versions);
    assert.ok(lines.length < 4_000, `${lines.length} lines for 1000 accounts`);
    assert.doesNotMatch(lines.join(), /Name1"/);
    const target = office.target(office.open(), 'accounts');
    const again = await target.deliver([account(7, versions), account(8, versions - 1)], signal);
    assert.deepEqual(
      again.map(({ kind }) => kind),
      ['unchanged', 'unchanged'],
    );
    assert.equal((await target.keys?.({ after: null, limit: 5_000, signal }))?.length, 1_000);
  });
});

test('opening a journal reads only what came after its index; a damaged entry stops the lane when it is needed', async () => {
  await withOffice(async (office) => {
    const first = office.open();
    const bookings = Array.from({ length: 10_000 }, (_, nth) => booked(`o${nth}`, 1, booking()));
    await office.target(first).deliver(bookings, signal);
    await office.handOver(first);
    const later = booked('later', 1, booking());
    await office.target(first).deliver([later], signal);
    await first.close();
    const content = await readFile(fileIn(office));
    const handle = await open(fileIn(office), 'r+');
    await handle.write('\0', content.indexOf('{"key":"o5000"'));
    await handle.close();
    const target = office.target(office.open());
    const kinds = [];
    for (const one of [bookings[0], bookings[9_999], later, booked('new', 1, booking())])
      if (one) kinds.push((await target.deliver([one], signal))[0]?.kind);
    assert.deepEqual(kinds, ['unchanged', 'unchanged', 'unchanged', 'applied']);
    await assert.rejects(target.deliver([booked('o5000', 2, booking())], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /datev\.jsonl is damaged at byte \d+.*restore the file from a backup/,
    });
    // Without the index all is read, as before there was one.
    await rm(`${fileIn(office)}.index`);
    await assert.rejects(office.target(office.open()).deliver([later], signal), /is damaged/);
  });
});

test('a journal that cannot be compacted keeps nothing from being handed over, and is compacted later', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    const index = `${fileIn(office)}.index`;
    await mkdir(`${index}.new`, { recursive: true });
    const bookings = Array.from({ length: 10_000 }, (_, nth) => booked(`o${nth}`, 1, booking()));
    await target.deliver(bookings, signal);
    await office.handOver(books);
    assert.equal((await office.names()).length, 1);
    await assert.rejects(stat(index), { code: 'ENOENT' });
    await rm(`${index}.new`, { recursive: true });
    const kinds = (await target.deliver([booked('o7', 1, booking())], signal)).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(kinds, ['unchanged']);
    await target.deliver([booked('more', 1, booking())], signal);
    await office.handOver(books);
    assert.equal((await office.names()).length, 2);
    assert.ok((await stat(index)).size > 10_000 * 26);
  });
});

test('killed with -9 at any moment of a compaction, the journal knows all that was booked and handed over', async (t) => {
  await withOffice(async (office) => {
    const folder = path.dirname(fileIn(office));
    await mkdir(folder);
    const taken = new Map<string, Buffer>();
    let version = 0;
    for (let kills = 0; kills < 8; kills++) {
      const booked = await runAndKill(office, version + 1, 5 + 2 * kills);
      const books = office.open();
      await office.handOver(books);
      await takeFiles(office, taken);
      const entries = await books
        .of('orders/datev')
        .read(async (journal) => (await journal?.last(KEYS)) ?? [], signal);
      const versions = entries.map((entry) => entry?.version ?? 0);
      version = Math.max(...versions);
      assert.ok(version >= booked, `version ${booked} is lost, the last one is ${version}`);
      assert.deepEqual(
        sums(taken),
        version === 0 ? {} : Object.fromEntries(KEYS.map((key) => [key, version])),
      );
      await books.close();
    }
    t.diagnostic(`${version} versions, ${(await stat(fileIn(office))).size} bytes`);
  });
});

/** Starts a process that books and compacts, and kills it after so many changes of the journal's folder. @returns the last version that it has told */
async function runAndKill({ folder }: Office, from: number, changes: number): Promise<number> {
  const file = path.join(import.meta.dirname, 'compacting-process.ts');
  const child = fork(file, [folder, String(from)]);
  let told = 0;
  child.on('message', (version) => (told = Number(version)));
  const died = once(child, 'exit');
  let left = changes;
  for await (const _ of watch(path.join(folder, 'journal'), { signal })) if (--left === 0) break;
  child.kill('SIGKILL');
  await died;
  return told;
}

/** The bookkeeper imports what is there; a file that comes back would be imported twice. */
async function takeFiles(office: Office, taken: Map<string, Buffer>): Promise<void> {
  for (const name of await office.names()) {
    assert.ok(!taken.has(name), `${name} appears a second time`);
    const file = path.join(office.folder, name);
    taken.set(name, await readFile(file));
    await rm(file);
  }
}

/** What all files together book for each key. */
function sums(taken: ReadonlyMap<string, Buffer>): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const row of [...taken.values()].flatMap((file) => readExtf(file).rows)) {
    const amount = Number(row[AMOUNT]?.replace(',', '.'));
    const key = row['Belegfeld 1'] ?? '';
    found[key] = (found[key] ?? 0) + (row['Soll/Haben-Kennzeichen'] === 'S' ? amount : -amount);
  }
  return found;
}
