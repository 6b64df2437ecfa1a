import assert from 'node:assert/strict';
import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { booked, booking, signal, withOffice } from './support.ts';
import type { Office } from './support.ts';

const AMOUNT = 'Umsatz (ohne Soll/Haben-Kz)';
const DELETE = { operation: 'delete' } as const;

/** What was handed over, in order: amount, side, general reversal or not. */
async function postings(office: Office): Promise<readonly string[]> {
  const rows = [...(await office.files()).values()].flatMap((file) => file.rows);
  return rows.map((row) =>
    [row[AMOUNT], row['Soll/Haben-Kennzeichen'], row['Generalumkehr (GU)']].join(' ').trim(),
  );
}

test('a change of a booking that was handed over is a general reversal and a new booking; what is not handed over yet is just changed', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    await target.deliver([booked('1', 1, booking({ [AMOUNT]: 10 }))], signal);
    await target.deliver([booked('1', 2, booking({ [AMOUNT]: 20 }))], signal);
    await office.handOver(books);
    assert.deepEqual(await postings(office), ['20,00 S']);
    await target.deliver([booked('1', 3, booking({ [AMOUNT]: 30 }))], signal);
    await target.deliver([booked('1', 4, booking({ [AMOUNT]: 40 }))], signal);
    await office.handOver(books);
    assert.deepEqual(await postings(office), ['20,00 S', '20,00 H 1', '40,00 S']);
  });
});

test('of a booking with several rows only the row that changed is reversed, and a deletion reverses all', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    const { [AMOUNT]: _, ...shared } = booking();
    const rows = (...amounts: number[]) => ({
      ...shared,
      rows: amounts.map((amount) => ({ [AMOUNT]: amount })),
    });
    await target.deliver([booked('1', 1, rows(10, 5, 5))], signal);
    await office.handOver(books);
    await target.deliver([booked('1', 2, rows(5, 10, 7))], signal);
    await office.handOver(books);
    const told = ['10,00 S', '5,00 S', '5,00 S', '5,00 H 1', '7,00 S'];
    assert.deepEqual(await postings(office), told);
    await target.deliver([booked('1', 3, {}, DELETE)], signal);
    await office.handOver(books);
    const taken = ['5,00 H 1', '10,00 H 1', '7,00 H 1'];
    assert.deepEqual(await postings(office), [...told, ...taken]);
  });
});

test('a booking that changes back, or is mapped in another order, or is deleted before it was handed over, makes no file', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    await target.deliver([booked('1', 1, booking())], signal);
    await office.handOver(books);
    const reordered = Object.fromEntries(Object.entries(booking()).toReversed());
    await target.deliver([booked('1', 2, booking({ [AMOUNT]: 5 }))], signal);
    await target.deliver([booked('1', 3, reordered), booked('2', 1, booking())], signal);
    await target.deliver([booked('2', 2, {}, DELETE)], signal);
    await office.handOver(books);
    assert.deepEqual(await office.names(), ['EXTF_orders_datev_2026-03_0001.csv']);
  });
});

test('the reversal of a booking that moves to another month stays in the month of the booking', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    await target.deliver([booked('1', 1, booking())], signal);
    await office.handOver(books);
    await target.deliver([booked('1', 2, booking({ Belegdatum: '2026-04-02' }))], signal);
    await office.handOver(books);
    const files = [...(await office.files())].map(([name, { rows }]) => [
      ...[name.slice(18, 25), rows.map((row) => row.Belegdatum)],
    ]);
    assert.deepEqual(files, [
      ['2026-03', ['0503']],
      ['2026-03', ['0503']],
      ['2026-04', ['0204']],
    ]);
  });
});

test('what is delivered again, replayed, or older than what is held is not booked again, also after a restart', async () => {
  await withOffice(async (office) => {
    const first = office.open();
    const older = booked('1', 1, booking({ [AMOUNT]: 10 }));
    const newer = booked('1', 2, booking({ [AMOUNT]: 20 }));
    await office.target(first).deliver([older], signal);
    await office.target(first).deliver([newer], signal);
    await office.handOver(first);
    await first.close();
    const second = office.open();
    const kinds = [];
    for (const one of [newer, older, { ...older, repeated: true }])
      kinds.push((await office.target(second).deliver([one], signal))[0]?.kind);
    assert.deepEqual(kinds, ['unchanged', 'unchanged', 'unchanged']);
    // A replay that a person forces, with the same content.
    await office.target(second).deliver([{ ...newer, idempotencyKey: 'again' }], signal);
    await office.handOver(second);
    assert.deepEqual(await postings(office), ['20,00 S']);
    const forced = { ...older, idempotencyKey: 'forced', forced: true } as const;
    assert.equal((await office.target(second).deliver([forced], signal))[0]?.kind, 'applied');
    await office.handOver(second);
    assert.deepEqual(await postings(office), ['20,00 S', '20,00 H 1', '10,00 S']);
  });
});

test('a hub that is set up anew, and gives its things other master keys, books nothing again', async () => {
  await withOffice(async (office) => {
    const first = office.open();
    await office.target(first).deliver([booked('1', 1, booking())], signal);
    await office.handOver(first);
    await first.close();
    const second = office.open();
    const anew = { masterKey: 'other', idempotencyKey: 'other:1' };
    await office.target(second).deliver([booked('1', 1, booking(), anew)], signal);
    await office.handOver(second);
    assert.deepEqual(await postings(office), ['119,00 S']);
  });
});

test('a crash before the journal names the files leaves nothing of them; after it, they appear at the next start', async () => {
  await withOffice(async (office) => {
    const staging = path.join(office.folder, 'journal', 'orders%2Fdatev');
    const name = 'EXTF_orders_datev_2026-03_0001.csv';
    const first = office.open();
    await office.target(first).deliver([booked('1', 1, booking())], signal);
    await first.close();
    await mkdir(staging);
    await writeFile(path.join(staging, name), 'half of a fi');
    await writeFile(path.join(staging, 'EXTF_orders_datev_2026-09_0001.csv'), 'x');
    const second = office.open();
    await second.handOver(signal);
    assert.deepEqual(await office.names(), []);
    await office.handOver(second);
    assert.deepEqual(await postings(office), ['119,00 S']);
    await second.close();
    await rename(path.join(office.folder, name), path.join(staging, name));
    await office.open().handOver(signal);
    assert.deepEqual(await postings(office), ['119,00 S']);
    // The bookkeeper has imported it: it does not come back.
    await rm(path.join(office.folder, name));
    const last = office.open();
    await office.target(last).deliver([booked('2', 1, booking())], signal);
    await office.handOver(last);
    assert.deepEqual(await office.names(), ['EXTF_orders_datev_2026-03_0002.csv']);
  });
});

test('a file that a crash kept from its place appears also if the target is asked before it writes', async () => {
  await withOffice(async (office) => {
    const staging = path.join(office.folder, 'journal', 'orders%2Fdatev');
    const name = 'EXTF_orders_datev_2026-03_0001.csv';
    const first = office.open();
    await office.target(first).deliver([booked('1', 1, booking())], signal);
    await office.handOver(first);
    await first.close();
    await mkdir(staging, { recursive: true });
    await rename(path.join(office.folder, name), path.join(staging, name));
    const books = office.open();
    const target = office.target(books);
    await target.peek?.({ things: [booked('1', 1, booking())], signal });
    await target.deliver([booked('2', 1, booking())], signal);
    await office.handOver(books);
    assert.deepEqual(await postings(office), ['119,00 S', '119,00 S']);
  });
});

test('a line of the journal that a crash tore off is delivered again; one that is damaged stops the lane', async () => {
  await withOffice(async (office) => {
    const file = path.join(office.folder, 'journal', 'orders%2Fdatev.jsonl');
    const first = office.open();
    await office.target(first).deliver([booked('1', 1, booking())], signal);
    await first.close();
    await appendFile(file, '{"key":"2","id":"\u00c3');
    const second = office.open();
    const outcomes = await office
      .target(second)
      .deliver([booked('1', 1, booking()), booked('2', 1, booking())], signal);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['unchanged', 'applied'],
    );
    await office.handOver(second);
    assert.equal((await postings(office)).length, 2);
    await appendFile(file, '\0\0\0\n{}\n');
    await assert.rejects(office.target(second).deliver([booked('3', 1, booking())], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /The journal .*datev\.jsonl is damaged at byte \d+.*restore the file from a backup/,
    });
  });
});

test('a journal that is missing although files were handed over from it stops the lane, instead of booking all anew', async () => {
  await withOffice(async (office) => {
    const file = path.join(office.folder, 'journal', 'orders%2Fdatev.jsonl');
    const books = office.open();
    const target = office.target(books);
    await target.deliver([booked('1', 1, booking())], signal);
    await office.handOver(books);
    await rename(file, `${file}.away`);
    const missing = { code: 'TARGET_MISCONFIGURED', message: /journal .* is missing/ };
    await assert.rejects(target.deliver([booked('1', 2, booking())], signal), missing);
    const restarted = office.target(office.open());
    await assert.rejects(restarted.deliver([booked('1', 2, booking())], signal), missing);
    await rename(`${file}.away`, file);
    assert.equal((await target.deliver([booked('1', 2, booking())], signal))[0]?.kind, 'applied');
  });
});

test('a journal of another client or entity is not continued: its bookings would be reversed in the wrong books', async () => {
  await withOffice(async (office) => {
    await office.target(office.open()).deliver([booked('1', 1, booking())], signal);
    const foreign = { code: 'TARGET_MISCONFIGURED', message: /holds bookings of client 1001\/456/ };
    const otherClient = office.target(office.open({ client: 457 }));
    await assert.rejects(otherClient.deliver([booked('1', 2, booking())], signal), foreign);
    const accounts = office.target(office.open(), 'accounts');
    await assert.rejects(accounts.deliver([booked('1', 2, { Konto: 10001 })], signal), foreign);
  });
});

test('what a lane delivered before it was removed from the configuration is handed over nevertheless', async () => {
  await withOffice(async (office) => {
    const first = office.open();
    await office.target(first).deliver([booked('1', 1, booking())], signal);
    await first.close();
    office.nowMs += 24 * 3_600_000;
    await office.open().handOver(signal);
    assert.deepEqual(await postings(office), ['119,00 S']);
  });
});

test('the target tells what it holds, by which write, and all its ids', async () => {
  await withOffice(async (office) => {
    const target = office.target(office.open());
    const asked = ['a', 'b', 'gone', 'unknown'].map((key) =>
      booked(key, 1, booking({ [AMOUNT]: key === 'b' ? 7 : '119.00' })),
    );
    assert.deepEqual(await target.peek?.({ things: asked, signal }), [null, null, null, null]);
    const known = asked.slice(0, 3).map((one) => ({ ...one, document: booking() }));
    await target.deliver(known, signal);
    await target.deliver([booked('gone', 2, {}, DELETE)], signal);
    const [same, different, ...none] = (await target.peek?.({ things: asked, signal })) ?? [];
    assert.deepEqual(same?.now, same?.then);
    assert.deepEqual([different?.now[AMOUNT], different?.then[AMOUNT]], ['119,00', '7,00']);
    assert.deepEqual(none, [null, null]);
    const writes = await target.lastWrites?.({ things: asked, signal });
    assert.deepEqual([writes?.[0], writes?.[3]], [known[0]?.idempotencyKey, null]);
    assert.deepEqual(await target.keys?.({ after: null, limit: 1, signal }), ['a']);
    assert.deepEqual(await target.keys?.({ after: 'a', limit: 5, signal }), ['b']);
    assert.deepEqual(await target.keys?.({ after: 'b', limit: 5, signal }), []);
  });
});
