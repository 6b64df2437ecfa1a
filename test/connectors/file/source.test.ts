import assert from 'node:assert/strict';
import { appendFile, rename, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Source, SourceSettings } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { open, withFolder } from './support.ts';

const signal = AbortSignal.timeout(60_000);
const stream: SourceSettings = {
  entity: 'products',
  key: 'sku',
  version: 'v',
  deleted: null,
  overlapMs: 0,
  options: {},
};

function sourceOf(
  dir: string,
  settings: Readonly<Record<string, unknown>>,
  overrides: Partial<SourceSettings> = {},
): Source {
  const source = open(dir, settings).source?.({ ...stream, ...overrides });
  assert.ok(source);
  return source;
}

test('a JSON Lines file is read page by page; broken lines are rejected with their number, and the others are read', async () => {
  await withFolder(async (dir) => {
    const lines = [
      '{"sku":"a","v":1}',
      'not json',
      '{"sku":"b","v":2}',
      '[1]',
      '',
      '{"v":3}',
      '{"sku":"c","v":"2026-01-01T00:00:00Z"}',
    ];
    await writeFile(path.join(dir, 'p.jsonl'), lines.join('\n'));
    const { records, rejected } = await readAll(sourceOf(dir, { path: 'p.jsonl' }), null, 2);
    assert.deepEqual(
      records.map(({ key }) => key),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(
      rejected.map(({ position }) => position),
      ['p.jsonl, line 2', 'p.jsonl, line 4', 'p.jsonl, line 6'],
    );
    assert.match(rejected[2]?.reason ?? '', /^sku must hold the key, but is missing$/);
  });
});

test('a CSV file keeps quotes, line breaks and umlauts, and rows with too few values are rejected with the reason', async () => {
  await withFolder(async (dir) => {
    const csv = 'sku;v;name\na;1;"Schuh ""Größe"" 42"\nb;2;"zwei\nZeilen"\nc;3\nd;4;Ende\n';
    await writeFile(path.join(dir, 'p.csv'), Buffer.from(csv, 'latin1'));
    const source = sourceOf(dir, { path: 'p.csv', delimiter: ';', encoding: 'windows-1252' });
    const { records, rejected } = await readAll(source);
    assert.deepEqual(
      records.map(({ document }) => document.name),
      ['Schuh "Größe" 42', 'zwei\nZeilen', 'Ende'],
    );
    assert.equal(rejected.length, 1);
    assert.match(rejected[0]?.reason ?? '', /columns/i);
  });
});

test('a CSV file may mix line ends: none becomes part of a value', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.csv'), 'v,sku\n1,a\r\n2,b\r3,c\n');
    const { records, rejected } = await readAll(sourceOf(dir, { path: 'p.csv' }), null, 2);
    assert.deepEqual([records.map(({ key }) => key), rejected], [['a', 'b', 'c'], []]);
  });
});

test('a first line sep=… of a CSV file is no header, and rows of empty fields are no rows', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.csv'), 'sep=;\r\nv;sku\r\n1;a\r\n;\r\n2;b;\r\n3;c\r\n;\r\n');
    const { records, rejected } = await readAll(sourceOf(dir, { path: 'p.csv', delimiter: ';' }));
    assert.deepEqual(
      [records.map(({ key }) => key), rejected.map(({ position }) => position)],
      [['a', 'c'], ['p.csv, line 5']],
    );
  });
});

test('a quote that is not closed breaks its own line, and the rows behind it are read, also in a large file', async () => {
  await withFolder(async (dir) => {
    for (const count of [3, 800_000]) {
      const rest = Array.from({ length: count }, (_, n) => `c${n},a text without quotes\n`).join(
        '',
      );
      await writeFile(path.join(dir, 'p.csv'), `sku,v\na,1\nb,"2\n${rest}`);
      const source = sourceOf(dir, { path: 'p.csv' }, { version: null });
      const { keys, rejected } = await readAll(source, null, 10_000);
      assert.deepEqual([keys[0], keys.at(-1), keys.length], ['a', `c${count - 1}`, count + 1]);
      assert.deepEqual(
        rejected.map(({ position, raw }) => [position, raw]),
        [['p.csv, line 3', 'b,"2']],
      );
    }
  });
});

test('a row that is not in the declared encoding is rejected instead of being read with other letters', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.csv'), Buffer.from('v,sku\n1,Größe\n2,b\n', 'latin1'));
    const { keys, rejected } = await readAll(sourceOf(dir, { path: 'p.csv' }));
    assert.deepEqual(keys, ['b']);
    assert.match(rejected[0]?.reason ?? '', /not valid UTF-8.*windows-1252/);
  });
});

test('a CSV file without the column of key or version rejects no rows, but fails until it has them', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'p.csv');
    const source = sourceOf(dir, { path: 'p.csv' });
    await writeFile(file, 'v;sku\n1;a\n');
    await assert.rejects(readAll(source), {
      code: 'SOURCE_UNAVAILABLE',
      message: /p\.csv has no column sku, v, .*Its columns are: v;sku\. Correct .*`delimiter`/,
    });
    await writeFile(file, 'sku,changed\na,1\n');
    await assert.rejects(readAll(source), { message: /no column v, .*are: sku, changed\./ });
    const created = sourceOf(dir, { path: 'p.csv' }, { created: 'changed' });
    assert.deepEqual((await readAll(created)).keys, ['a']);
    await writeFile(file, 'sku,v\na,12\n');
    assert.deepEqual((await readAll(source)).keys, ['a']);
  });
});

test('an empty file has no rows, and a compressed one is read like any other', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.csv'), '');
    assert.deepEqual((await readAll(sourceOf(dir, { path: 'p.csv' }))).keys, []);
    await writeFile(path.join(dir, 'p.csv'), gzipSync('v,sku\n1,a\n'));
    assert.deepEqual((await readAll(sourceOf(dir, { path: 'p.csv' }))).keys, ['a']);
  });
});

test('a reading that an earlier build began starts again, since it counted broken rows in another way', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.csv'), 'v,sku\n1,a\n2,b\n');
    const { cursor } = await sourceOf(dir, { path: 'p.csv' }).read({
      cursor: null,
      limit: 1,
      signal,
    });
    const { read, ...earlier } = cursor;
    assert.equal(read, 1);
    const source = sourceOf(dir, { path: 'p.csv' });
    assert.deepEqual((await readAll(source, { ...earlier, rows: 1 })).keys, ['a', 'b']);
    assert.deepEqual((await readAll(source, { ...earlier, rows: 2, done: true })).keys, []);
  });
});

test('an unchanged file yields no records again, and a changed file is read from its beginning', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'p.jsonl');
    await writeFile(file, '{"sku":"a","v":1}\n');
    const source = sourceOf(dir, { path: 'p.jsonl' });
    const first = await readAll(source);
    assert.equal((await readAll(source, first.cursor)).records.length, 0);
    await appendFile(file, '{"sku":"b","v":2}\n');
    assert.deepEqual(
      (await readAll(source, first.cursor)).records.map(({ key }) => key),
      ['a', 'b'],
    );
  });
});

test('in a file without a version column, every row has the time of the file’s last change as its version', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'p.jsonl'), '{"sku":"a"}\n{"sku":"b"}\n');
    const { records } = await readAll(sourceOf(dir, { path: 'p.jsonl' }, { version: null }));
    assert.equal(records[0]?.version, records[1]?.version);
    assert.ok(Math.abs((records[0]?.version ?? 0) / 1000 - Date.now()) < 60_000);
  });
});

test('a file that is replaced by one with an older time has newer versions nevertheless, also on its last page', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'p.jsonl');
    const source = sourceOf(dir, { path: 'p.jsonl' }, { version: null });
    await writeFile(file, '{"sku":"a"}\n{"sku":"b"}\n');
    const first = await readAll(source);
    await writeFile(`${file}.new`, '{"sku":"a","n":2}\n{"sku":"b","n":2}\n');
    // As a copy that keeps times does, or a writer whose clock is behind.
    await utimes(`${file}.new`, 1_700_000_000, 1_700_000_000);
    await rename(`${file}.new`, file);
    const page = await source.read({ cursor: first.cursor, limit: 1, signal });
    const rest = await readAll(sourceOf(dir, { path: 'p.jsonl' }, { version: null }), page.cursor);
    const versions = [...page.records, ...rest.records].map(({ version }) => version);
    assert.equal(versions.length, 2);
    assert.equal(versions[0], versions[1]);
    assert.ok((versions[0] ?? 0) > (first.records[0]?.version ?? 0));
    assert.deepEqual((await readAll(source, rest.cursor)).records, []);
  });
});

test('when a file changes while it is read, the run ends and the next run reads the new file', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'p.jsonl');
    const rows = (name: string) =>
      Array.from({ length: 10 }, (_, n) => `{"sku":"${name}${n}","v":1}\n`).join('');
    await writeFile(file, rows('old'));
    const source = sourceOf(dir, { path: 'p.jsonl' });
    const page = await source.read({ cursor: null, limit: 3, signal });
    await writeFile(`${file}.new`, rows('new'));
    await rename(`${file}.new`, file);
    const { records } = await readAll(source, page.cursor);
    assert.deepEqual(
      records.map(({ key }) => key.slice(0, 3)),
      Array.from({ length: 10 }, () => 'new'),
    );
  });
});

test('no row is left out or read twice, whatever the page size and whichever cursor a restart continues from', async () => {
  await withFolder(async (dir) => {
    const total = 23;
    const rows = Array.from({ length: total }, (_, n) => `{"sku":"k${n}","v":${n}}`);
    await writeFile(path.join(dir, 'p.jsonl'), rows.join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.nat(), async (limit, stop) => {
        const whole = await readAll(sourceOf(dir, { path: 'p.jsonl' }), null, limit);
        const at = stop % whole.pages.length;
        const before = whole.pages.slice(0, at + 1).flatMap((page) => page.records);
        const rest = await readAll(
          sourceOf(dir, { path: 'p.jsonl' }),
          whole.pages[at]?.cursor ?? null,
          limit,
        );
        const keys = [...before, ...rest.records].map(({ key }) => key);
        assert.deepEqual(
          keys,
          Array.from({ length: total }, (_, n) => `k${n}`),
        );
      }),
      { numRuns: 60 },
    );
  });
});

test('a CSV file with broken rows is resumed exactly where a restart left it, also between two chunks of the file', async () => {
  await withFolder(async (dir) => {
    // The source reads 64 KiB at a time at first: about 65 of these rows.
    const wide = 'x'.repeat(1000);
    const rows = Array.from({ length: 400 }, (_, n) =>
      n % 9 === 4 ? `k${n}` : `k${n},${n},${wide}`,
    );
    await writeFile(path.join(dir, 'p.csv'), ['sku,v,name', ...rows].join('\n'));
    const whole = await readAll(sourceOf(dir, { path: 'p.csv' }), null, 1);
    for (let at = 250; at < 290; at++) {
      const before = whole.pages.slice(0, at + 1).flatMap(({ records }) => records);
      const cursor = whole.pages[at]?.cursor ?? null;
      const rest = await readAll(sourceOf(dir, { path: 'p.csv' }), cursor, 1000);
      assert.deepEqual(
        [...before.map(({ key }) => key), ...rest.keys],
        rows.filter((row) => row.includes(',')).map((row) => row.split(',')[0]),
        `resumed after ${at + 1} rows`,
      );
    }
  });
});

test('a missing file is reported by name, and for a file of unknown format the failure says to set `format`', async () => {
  await withFolder(async (dir) => {
    const missing = sourceOf(dir, { path: 'absent.jsonl' });
    await assert.rejects(missing.read({ cursor: null, limit: 1, signal }), {
      code: 'SOURCE_UNAVAILABLE',
      message: /absent\.jsonl cannot be read/,
    });
    const unknown = sourceOf(dir, { path: 'export.dat' });
    await assert.rejects(unknown.read({ cursor: null, limit: 1, signal }), {
      message: /set `format`/,
    });
  });
});
