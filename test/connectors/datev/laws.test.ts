import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Delivery } from '../../../src/connector-api/index.ts';
import type { Books } from '../../../src/connectors/datev/books.ts';
import { readExtf } from './extf-reader.ts';
import { ifAbsent } from '../../../src/connectors/common/if-absent.ts';
import type { Office } from './support.ts';
import { booked, booking, signal, withOffice } from './support.ts';

const AMOUNT = 'Umsatz (ohne Soll/Haben-Kz)';
const SIDE = 'Soll/Haben-Kennzeichen';
const CONTRA = 'Gegenkonto (ohne BU-Schlüssel)';

interface Row {
  readonly [AMOUNT]: number;
  readonly [CONTRA]: number;
  readonly [SIDE]: string;
  readonly Belegdatum: string;
}

type Step =
  | { readonly kind: 'write'; readonly key: string; readonly rows: readonly Row[] }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'again'; readonly nth: number }
  | { readonly kind: 'handOver' | 'restart' | 'tornLine' | 'diedBefore' | 'diedAfter' }
  | { readonly kind: 'compact' | 'index' | 'formerIndex' | 'noIndex' };

const key = fc.constantFrom('k1', 'k2', 'k3');
const row: fc.Arbitrary<Row> = fc.record({
  [AMOUNT]: fc.constantFrom(0, 5, 7.5, 11.9),
  [CONTRA]: fc.constantFrom(8400, 8300),
  [SIDE]: fc.constantFrom('S', 'H'),
  Belegdatum: fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-05'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      key,
      rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), nth: fc.nat(30) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('handOver', 'restart', 'tornLine', 'diedBefore', 'diedAfter'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('compact', 'index', 'formerIndex', 'noIndex'),
    }),
  },
);

test('whatever is delivered, repeated and interrupted: all files together hold of each record exactly its last version', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      await withOffice(async (office) => {
        const run = new Run(office);
        for (const one of steps) await run.take(one);
        await run.handOver();
        assert.deepEqual(run.balanceOfFiles(), run.balanceOfVersions());
      });
    }),
    { numRuns: 100 },
  );
});

/** A hub, a bookkeeper who takes each file away as soon as it is there, and what both know. */
class Run {
  readonly #office: Office;
  readonly #sent: Delivery[] = [];
  readonly #last = new Map<string, Delivery>();
  readonly #taken = new Map<string, Buffer>();
  #books: Books;
  #index: Buffer | null = null;

  constructor(office: Office) {
    this.#office = office;
    this.#books = office.open();
  }

  async take(step: Step): Promise<void> {
    const { kind } = step;
    if (kind === 'write' || kind === 'delete') await this.#change(step);
    else if (kind === 'again') await this.#repeat(step.nth);
    else if (kind === 'restart') await this.#restart();
    else if (kind === 'tornLine') await this.#restart(() => this.#tearLine());
    else if (kind === 'compact') await this.#compact(Number.NEGATIVE_INFINITY);
    else if (kind === 'index') await this.#compact(Number.POSITIVE_INFINITY);
    else if (kind === 'formerIndex') await this.#restart(() => this.#bringBackIndex());
    else if (kind === 'noIndex') await this.#restart(() => rm(this.#indexFile(), { force: true }));
    else if (kind === 'diedBefore') await this.#restart(() => this.#leaveHalfAFile());
    else await this.handOver(kind === 'diedAfter');
  }

  /** @param dies once the journal names the files, before they are moved to their place */
  async handOver(dies = false): Promise<void> {
    await this.#office.handOver(this.#books);
    if (dies) {
      await this.#restart(() => this.#moveBack());
      await this.#books.handOver(signal);
    }
    for (const name of await this.#office.names()) {
      assert.ok(!this.#taken.has(name), `${name} appears a second time`);
      const file = path.join(this.#office.folder, name);
      this.#taken.set(name, await readFile(file));
      await rename(file, `${file}.taken`.replace('EXTF_', ''));
    }
  }

  balanceOfFiles(): Readonly<Record<string, number>> {
    const files = [...this.#taken.values()].map(readExtf);
    return balance(
      files.flatMap(({ header, rows }) =>
        rows.map((one) => ({
          place: `${one['Belegfeld 1']} ${one[CONTRA]} ${header[14]?.slice(0, 4)}${one.Belegdatum}`,
          amount: Number(one[AMOUNT]?.replace(',', '.')),
          side: one[SIDE],
        })),
      ),
    );
  }

  balanceOfVersions(): Readonly<Record<string, number>> {
    const held = [...this.#last.values()].filter(({ operation }) => operation !== 'delete');
    return balance(
      held.flatMap(({ document, key: record }) =>
        (document.rows as unknown as readonly Row[]).map((one) => {
          const [year = '', month = '', day = ''] = one.Belegdatum.split('-');
          const place = `${record} ${one[CONTRA]} ${year}${day}${month}`;
          return { place, amount: one[AMOUNT], side: one[SIDE] };
        }),
      ),
    );
  }

  async #change(step: Step & { readonly key: string }): Promise<void> {
    const { key: changed } = step;
    const version = (this.#last.get(changed)?.version ?? 0) + 1;
    const rows = step.kind === 'write' ? step.rows.map((row) => ({ ...row })) : [];
    const operation = step.kind === 'write' ? 'upsert' : 'delete';
    const document = booking({ 'Belegfeld 1': changed, rows });
    const one = booked(changed, version, document, { operation });
    this.#sent.push(one);
    this.#last.set(changed, one);
    await this.#deliver(one);
  }

  async #repeat(nth: number): Promise<void> {
    const one = this.#sent[nth % Math.max(1, this.#sent.length)];
    if (one) await this.#deliver({ ...one, repeated: true });
  }

  async #deliver(one: Delivery): Promise<void> {
    const [outcome] = await this.#office.target(this.#books).deliver([one], signal);
    assert.match(outcome?.kind ?? '', /^(applied|unchanged)$/);
  }

  async #restart(died: () => Promise<void> = async () => undefined): Promise<void> {
    await this.#books.close();
    await died();
    this.#books = this.#office.open();
  }

  async #tearLine(): Promise<void> {
    if (this.#sent.length > 0) await appendFile(`${this.#staging()}.jsonl`, '{"key":"k');
  }

  async #leaveHalfAFile(): Promise<void> {
    if (this.#sent.length === 0) return;
    await mkdir(this.#staging(), { recursive: true });
    await writeFile(path.join(this.#staging(), 'EXTF_orders_datev_2026-03_9999.csv'), 'half');
  }

  /** @param minBytes of replaced entries that are left in the file */
  async #compact(minBytes: number): Promise<void> {
    await this.handOver();
    this.#index = await readFile(this.#indexFile()).catch(ifAbsent);
    const book = this.#books.of('orders/datev');
    await book.read(async (journal) => journal?.compact(1, minBytes), signal);
  }

  /** As if the hub had died before it replaced the index, or an old one had been restored from a backup. */
  async #bringBackIndex(): Promise<void> {
    if (this.#index) await writeFile(this.#indexFile(), this.#index);
  }

  async #moveBack(): Promise<void> {
    for (const name of await readdir(this.#office.folder))
      if (name.startsWith('EXTF_'))
        await rename(path.join(this.#office.folder, name), path.join(this.#staging(), name));
  }

  #indexFile(): string {
    return `${this.#staging()}.jsonl.index`;
  }

  #staging(): string {
    return path.join(this.#office.folder, 'journal', 'orders%2Fdatev');
  }
}

interface Posting {
  /** Record, account and date. */
  readonly place: string;
  readonly amount: number;
  readonly side: string | undefined;
}

/** The sums in cents by place: debit less credit, those that are not 0. */
function balance(postings: readonly Posting[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { place, amount, side } of postings) {
    const cents = Math.round(amount * 100);
    sums.set(place, (sums.get(place) ?? 0) + (side === 'S' ? cents : -cents));
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0).sort());
}
