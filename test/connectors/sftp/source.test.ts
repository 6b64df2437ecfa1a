import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Source, SourceRecord } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { startSshd, withoutSshd } from './sshd.ts';
import type { SftpSystem } from './sshd.ts';
import { csvOf, openSftp, put, sourceOf } from './support.ts';

const T = 1_790_000_000;
const server: SftpSystem | null = withoutSshd ? null : await startSshd();
after(() => server?.[Symbol.asyncDispose]());

/** A test with a folder of its own on the real server. */
function onServer(
  title: string,
  run: (at: {
    readonly dir: string;
    readonly folder: string;
    readonly open: (options?: Readonly<Record<string, unknown>>, fields?: object) => Source;
  }) => Promise<void>,
): void {
  test(title, { skip: withoutSshd }, async () => {
    assert.ok(server);
    const folder = `f${Math.random().toString(36).slice(2)}`;
    const dir = path.join(server.dir, folder);
    await mkdir(dir);
    const connector = openSftp(server);
    try {
      await run({
        ...{ dir, folder },
        open: (options = {}, fields = {}) => sourceOf(connector, { folder, ...options }, fields),
      });
    } finally {
      await connector.close();
    }
  });
}

const idsOf = (records: readonly SourceRecord[]) => records.map(({ key }) => Number(key));

onServer(
  'files are read in the order of their time, and those of one second by name',
  async ({ dir, open }) => {
    await put(dir, 'c.csv', csvOf([1]), T);
    await put(dir, 'b.csv', csvOf([3]), T + 1);
    await put(dir, 'a.csv', csvOf([2]), T + 1);
    await put(dir, 'other.txt', 'no order', T);
    const { keys } = await readAll(open());
    assert.deepEqual(keys, ['1', '2', '3']);
  },
);

onServer('with `order: name` files are read by name', async ({ dir, open }) => {
  await put(dir, 'o_02.csv', csvOf([2]), T);
  await put(dir, 'o_01.csv', csvOf([1]), T + 9);
  const { keys } = await readAll(open({ order: 'name' }));
  assert.deepEqual(keys, ['1', '2']);
});

onServer('a file is read once, and again when it has other content', async ({ dir, open }) => {
  const source = open();
  await put(dir, 'stock.csv', csvOf([1, 2]), T);
  const first = await readAll(source);
  assert.deepEqual(first.keys, ['1', '2']);
  const second = await readAll(source, first.cursor);
  assert.deepEqual(second.keys, []);
  // The clock of the server was set back.
  await put(dir, 'stock.csv', csvOf([1, 2, 3], 2), T - 500);
  const third = await readAll(source, second.cursor);
  assert.deepEqual(third.keys, ['1', '2', '3']);
  const versions = [...first.records, ...third.records].map(({ version }) => version);
  assert.deepEqual(
    versions,
    versions.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(versions).size, 5);
});

onServer(
  'of rows of one key in one file the last has the highest version',
  async ({ dir, open }) => {
    await put(dir, 'stock.csv', 'id,name\n1,a\n1,b\n1,c', T);
    const { records } = await readAll(open());
    assert.deepEqual(
      records.map(({ version }) => version),
      [T * 1_000_000, T * 1_000_000 + 1, T * 1_000_000 + 2],
    );
  },
);

onServer(
  'a file that is deleted or moved afterwards stays until the run after the one that read it',
  async ({ dir, folder, open }) => {
    await mkdir(path.join(dir, 'done'));
    for (const [afterwards, left] of [
      ['delete', []],
      [{ move: `${folder}/done` }, ['a.csv']],
    ] as const) {
      await put(dir, 'a.csv', csvOf([1]), T);
      const source = open({ afterwards });
      const first = await readAll(source);
      assert.deepEqual(first.keys, ['1']);
      assert.ok((await readdir(dir)).includes('a.csv'), 'its records may not be stored yet');
      const second = await readAll(source, first.cursor);
      assert.deepEqual(second.keys, []);
      assert.ok(!(await readdir(dir)).includes('a.csv'));
      assert.deepEqual(await readdir(path.join(dir, 'done')), left);
    }
    // Another file of the same name must not replace the first.
    await put(dir, 'a.csv', csvOf([2]), T + 1);
    const source = open({ afterwards: { move: `${folder}/done` } });
    const { cursor } = await readAll(source);
    await readAll(source, cursor);
    assert.deepEqual(await readdir(path.join(dir, 'done')), ['a.csv', `a.csv.${T + 1}`]);
  },
);

onServer(
  'a file that was replaced after it was read is not deleted but read',
  async ({ dir, open }) => {
    await put(dir, 'a.csv', csvOf([1]), T);
    const source = open({ afterwards: 'delete' });
    const { cursor } = await readAll(source);
    await put(dir, 'a.csv', csvOf([1, 2]), T + 5);
    const { keys } = await readAll(source, cursor);
    assert.deepEqual(keys, ['1', '2']);
  },
);

onServer(
  'with a marker a file is read once its marker is there, and both are deleted',
  async ({ dir, open }) => {
    const source = open({ marker: '.done', settledMs: undefined, afterwards: 'delete' });
    for (const id of [1, 2, 3]) await put(dir, `${id}.csv`, csvOf([id]), T + id);
    await writeFile(path.join(dir, '1.csv.done'), '');
    await writeFile(path.join(dir, '3.done'), '');
    const first = await readAll(source);
    assert.deepEqual(first.keys, ['1', '3']);
    await readAll(source, first.cursor);
    assert.deepEqual(await readdir(dir), ['2.csv']);
  },
);

onServer(
  'a broken row is rejected with its file, line and reason, and the others are read',
  async ({ dir, open }) => {
    await put(dir, 'a.csv', 'id;menge;am\n1;1.234,50;24.12.2026\n2;viel;24.12.2026\n3\n4;;', T);
    const fields = { decimalComma: ['menge'], germanDates: ['am'] };
    const { records, rejected } = await readAll(open(fields));
    assert.deepEqual(
      records.map(({ document }) => document),
      [{ id: '1', menge: 1234.5, am: '2026-12-24' }, { id: '4' }],
    );
    assert.deepEqual(
      rejected.map(({ position, key }) => [position, key]),
      [
        ['a.csv, line 3', '2'],
        ['a.csv, line 4', undefined],
      ],
    );
    assert.match(rejected[0]?.reason ?? '', /menge must be a number such as 1.234,5/);
  },
);

onServer(
  'a file that cannot be read is rejected as a whole, stays, and does not stop those behind it',
  async ({ dir, open }) => {
    await put(dir, 'a.csv', 'article,name\n1,a', T);
    await put(dir, 'b.csv', csvOf([2]), T + 1);
    await put(dir, 'c.csv', '', T + 2);
    const source = open({ afterwards: 'delete' });
    const first = await readAll(source);
    assert.deepEqual(first.keys, ['2']);
    assert.match(first.rejected[0]?.reason ?? '', /has no column id.*article, name/s);
    const second = await readAll(source, first.cursor);
    assert.deepEqual([second.keys, second.rejected], [[], []]);
    assert.deepEqual(await readdir(dir), ['a.csv']);
    await put(dir, 'a.csv', csvOf([1]), T + 3);
    assert.deepEqual((await readAll(source, second.cursor)).keys, ['1']);
  },
);

onServer(
  'XML is read by the path of its records, and one that is broken is rejected',
  async ({ dir, open }) => {
    const xml = (end: string) => `<Orders><Order><id>1</id></Order><Order><id>2</id></Order>${end}`;
    await put(dir, 'a.xml', xml('</Orders>'), T);
    await put(dir, 'b.xml', xml('<Order></Wrong>'), T + 1);
    const options = { files: '*.xml', format: 'xml', recordPath: 'Orders/Order' };
    for (const limit of [100, 1]) {
      const { keys, rejected } = await readAll(open(options), null, limit);
      assert.deepEqual(keys, ['1', '2']);
      assert.match(rejected[0]?.reason ?? '', /XML/);
    }
  },
);

onServer(
  'packed files and other encodings are read as imports read them',
  async ({ dir, open }) => {
    await put(dir, 'a.csv', gzipSync(csvOf([1])), T);
    await put(dir, 'b.csv', Buffer.from('id,name\n2,Größe', 'latin1'), T + 1);
    const { records } = await readAll(open({ encoding: 'windows-1252' }));
    assert.deepEqual(
      records.map(({ document }) => document),
      [
        { id: '1', name: '1 v1' },
        { id: '2', name: 'Größe' },
      ],
    );
  },
);

onServer(
  'a file that is changed in place while it is read is left and read from its beginning',
  async ({ dir, open }) => {
    const ids = Array.from({ length: 500 }, (_, id) => id);
    const file = path.join(dir, 'a.csv');
    await put(dir, 'a.csv', csvOf(ids), T);
    const source = open();
    const first = await readAll(source);
    assert.equal(first.records.length, 500);
    await put(dir, 'a.csv', csvOf(ids, 2), T + 1);
    const signal = AbortSignal.timeout(30_000);
    let page = await source.read({ cursor: first.cursor, limit: 100, signal });
    page = await source.read({ cursor: page.cursor, limit: 100, signal });
    assert.equal(page.records.length, 100);
    await writeFile(file, csvOf([1, 2], 3));
    const rest = await readAll(source, page.cursor);
    assert.deepEqual(rest.keys, ['1', '2']);
  },
);

onServer(
  'a file that vanishes before it is read is no loss, one that vanishes in the middle is reported',
  async ({ dir, open }) => {
    const ids = Array.from({ length: 300 }, (_, id) => id);
    await put(dir, 'a.csv', csvOf(ids), T);
    await put(dir, 'b.csv', csvOf([1]), T + 1);
    await put(dir, 'c.csv', csvOf([1000]), T + 2);
    const signal = AbortSignal.timeout(30_000);
    let page = await open().read({ cursor: null, limit: 100, signal });
    page = await open().read({ cursor: page.cursor, limit: 100, signal });
    await rm(path.join(dir, 'a.csv'));
    await rm(path.join(dir, 'b.csv'));
    // A restarted hub no longer has the file open.
    const rest = await readAll(open(), page.cursor);
    assert.deepEqual(rest.keys, ['1000']);
    assert.deepEqual(
      rest.rejected.map(({ position, reason }) => [position, reason]),
      [
        [
          'a.csv',
          'the file vanished when 100 of its rows were read; the others are missing: have it sent again',
        ],
      ],
    );
  },
);

onServer(
  'a missing folder and one that may not be read are refused with their name',
  async ({ dir, folder, open }) => {
    const read = (source: Source) =>
      source.read({ cursor: null, limit: 1, signal: AbortSignal.timeout(30_000) });
    await assert.rejects(read(open({ folder: `${folder}/none` })), {
      code: 'SOURCE_REFUSED',
      message: `Could not list the folder ${folder}/none: No such file.`,
    });
    if (process.getuid?.() === 0) return;
    await chmod(dir, 0);
    await assert.rejects(read(open()), { code: 'SOURCE_REFUSED' });
    await chmod(dir, 0o700);
  },
);

onServer(
  'a large file resumes in its middle, in a cursor of bounded size',
  async ({ dir, open }) => {
    const rows = 300_000;
    const lines = Array.from({ length: rows }, (_, id) => `${id},${'x'.repeat(100)}`);
    await put(dir, 'a.csv', ['id,name', ...lines].join('\n'), T);
    const signal = AbortSignal.timeout(120_000);
    let [source, cursor, next, more, pages] = [open(), null as never, 0, true, 0];
    while (more) {
      const page = await source.read({ cursor, limit: 1_000, signal });
      for (const id of idsOf(page.records)) assert.equal(id, next++);
      ({ more } = page);
      cursor = JSON.parse(JSON.stringify(page.cursor)) as never;
      if (++pages % 50 === 0) {
        await source.close?.();
        source = open();
      }
    }
    assert.equal(next, rows);
    assert.ok(JSON.stringify(cursor).length < 400);
  },
);
