import assert from 'node:assert/strict';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { readExtf } from './extf-reader.ts';
import type { Office } from './support.ts';
import { booked, booking, signal, withOffice } from './support.ts';

const ROUNDS = 20;

/** The bookkeeper takes each file away as soon as it is there. @returns the amounts of the rows */
async function takeFiles(office: Office): Promise<readonly string[]> {
  const amounts: string[] = [];
  for (const name of await office.names()) {
    const taken = path.join(office.folder, 'taken');
    await rename(path.join(office.folder, name), taken);
    for (const row of readExtf(await readFile(taken)).rows)
      amounts.push(row['Umsatz (ohne Soll/Haben-Kz)'] ?? '');
  }
  return amounts;
}

test('two connectors that write to one folder, as while a changed configuration takes over, hand over everything once', async () => {
  await withOffice(async (office) => {
    const [former, next] = [office.open(), office.open()];
    const amounts: string[] = [];
    const deliver = (books: typeof next, amount: number) => {
      const document = booking({ 'Umsatz (ohne Soll/Haben-Kz)': amount });
      return office.target(books).deliver([booked(`${amount}`, 1, document)], signal);
    };
    await deliver(former, 1);
    for (let n = 1; n <= ROUNDS; n++) {
      let done = false;
      const writing = Promise.all([
        deliver(former, 2 * n).then(() => office.handOver(former)),
        deliver(next, 2 * n + 1).then(() => office.handOver(next)),
      ]).finally(() => (done = true));
      while (!done) amounts.push(...(await takeFiles(office)));
      await writing;
    }
    await office.handOver(next);
    amounts.push(...(await takeFiles(office)));
    const all = Array.from({ length: 2 * ROUNDS + 1 }, (_, n) => `${n + 1},00`);
    assert.deepEqual(amounts.toSorted(), all.toSorted());
  });
});
