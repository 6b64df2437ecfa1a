import assert from 'node:assert/strict';
import {
  appendFile,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type {
  Connector,
  Source,
  SourceSettings,
  Target,
} from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import { readAll } from '../../support/read-all.ts';
import { delivery } from '../postgres/support.ts';

const signal = AbortSignal.timeout(60_000);
const stream: SourceSettings = {
  entity: 'products',
  key: 'sku',
  version: 'v',
  deleted: null,
  overlapMs: 0,
  options: {},
};

async function withFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-file-'));
  try {
    await run(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function open(dir: string, settings: Readonly<Record<string, unknown>>): Connector {
  const kind = catalog.get('file');
  assert.ok(kind);
  return kind.open(
    { delimiter: ',', encoding: 'utf-8', ...settings },
    { name: 'pim', baseDir: dir },
  );
}

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
    assert.match(rejected[2]?.reason ?? '', /"sku" must hold the key/);
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

test('a CSV file with a quote that is not closed within 16 MiB fails the run instead of filling the memory', async () => {
  await withFolder(async (dir) => {
    const rest = 'b,a text without quotes\n'.repeat(1_000_000);
    await writeFile(path.join(dir, 'p.csv'), `sku,v\na,1\nb,"2\n${rest}`);
    await assert.rejects(readAll(sourceOf(dir, { path: 'p.csv' })), {
      code: 'SOURCE_UNAVAILABLE',
      message:
        /a row that goes on in line \d+ is longer than 16 MiB: a quote before it is not closed/,
    });
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
    // The source reads 256 KiB at a time: about 260 of these rows.
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

for (const [format, settings, options] of [
  ['JSON Lines', { path: 'out.jsonl' }, {}],
  ['CSV', { path: 'out.csv' }, { columns: ['name'] }],
] as const) {
  test(`a ${format} target appends each version once, also across restarts and torn lines`, async () => {
    await withFolder(async (dir) => {
      const file = path.join(dir, settings.path);
      const deliver = async (...batch: Parameters<typeof delivery>[]) => {
        const connector = open(dir, settings);
        const target = connector.target?.({ entity: 'out', lane: 'l', options });
        const outcomes = await target?.deliver(
          batch.map((one) => delivery(...one)),
          signal,
        );
        await connector.close();
        return outcomes?.map(({ kind }) => kind);
      };
      const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n').length;
      assert.deepEqual(await deliver(['a', 1], ['b, "quoted"', 1]), ['applied', 'applied']);
      const whole = await lines();
      assert.deepEqual(await deliver(['a', 1], ['b, "quoted"', 1]), ['unchanged', 'unchanged']);
      assert.equal(await lines(), whole);
      const { length } = await readFile(file);
      await deliver(['c', 1]);
      await truncate(file, length + 5); // As a crash during the write leaves it.
      assert.deepEqual(await deliver(['c', 1], ['a', 2]), ['applied', 'applied']);
      assert.equal(await lines(), whole + 2);
    });
  });
}

test('a forced delivery is appended even if the journal holds a newer version, and leads from there on', async () => {
  await withFolder(async (dir) => {
    const target = targetOf(dir, 'out.jsonl');
    const deliver = async (...one: Parameters<typeof delivery>) =>
      (await target.deliver([delivery(...one)], signal))[0]?.kind;
    assert.equal(await deliver('a', 3), 'applied');
    assert.equal(await deliver('a', 1), 'unchanged');
    assert.equal(await deliver('a', 1, { forced: true }), 'applied');
    assert.equal(await deliver('a', 2), 'applied');
    await target.close?.();
  });
});

test('a version is recognised after a restart even if its text contains Unicode line separators', async () => {
  await withFolder(async (dir) => {
    const kinds = [];
    for (let start = 0; start < 2; start++) {
      const target = targetOf(dir, 'out.jsonl');
      const [outcome] = await target.deliver([delivery('a\u2028b\u2029c', 1)], signal);
      kinds.push(outcome?.kind);
      await target.close?.();
    }
    assert.deepEqual(kinds, ['applied', 'unchanged']);
  });
});

for (const name of ['out.jsonl', 'out.csv']) {
  test(`content that changes without a newer version is appended once, also after a restart (${name})`, async () => {
    await withFolder(async (dir) => {
      const first = delivery('a', 1);
      const second = { ...first, document: { name: 'ä\u2028 "quoted"' }, idempotencyKey: 'other' };
      const target = targetOf(dir, name);
      await target.deliver([first], signal);
      const appended = await target.deliver([second], signal);
      assert.deepEqual(appended, [{ kind: 'applied', externalId: 'a' }]);
      await target.close?.();
      const restarted = targetOf(dir, name);
      const again = await restarted.deliver([{ ...second, repeated: true }], signal);
      assert.deepEqual(again, [{ kind: 'unchanged', externalId: 'a' }]);
      await restarted.close?.();
      const lines = (await readFile(path.join(dir, name), 'utf8')).trimEnd().split('\n');
      assert.equal(lines.filter((line) => line.includes('quoted')).length, 1);
    });
  });
}

test('after a journal is moved away, as by a log rotation, a new one is begun', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'out.csv');
    const target = targetOf(dir, 'out.csv');
    await target.deliver([delivery('a', 1)], signal);
    await rename(file, `${file}.1`);
    await target.deliver([delivery('a', 2)], signal);
    await rm(file);
    await target.deliver([delivery('a', 3)], signal);
    await target.close?.();
    const keys = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      keys.map((line) => line.split(',').slice(1, 3).join()),
      ['key,version', 'a,3'],
    );
    assert.match(await readFile(`${file}.1`, 'utf8'), /a,1,/);
    assert.equal(await timesOpen(file), 0);
  });
});

test('a line with an unclosed quote that someone else wrote into the journal does not stop the lane', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'out.csv'), 'masterKey,key,version,operation,name\n"oops\n');
    const target = targetOf(dir, 'out.csv');
    const [outcome] = await target.deliver([delivery('a', 1)], signal);
    assert.equal(outcome?.kind, 'applied');
    await target.close?.();
  });
});

test('an attempt that cannot start a journal closes the file again', async () => {
  await withFolder(async (dir) => {
    // /dev/null can be opened and read, but not truncated to its complete lines.
    await symlink('/dev/null', path.join(dir, 'out.csv'));
    const before = await timesOpen('/dev/null');
    const target = targetOf(dir, 'out.csv');
    for (let attempt = 0; attempt < 3; attempt++) {
      const delivering = target.deliver([delivery('a', 1)], signal);
      await assert.rejects(delivering, { code: 'TARGET_UNAVAILABLE' });
    }
    assert.equal(await timesOpen('/dev/null'), before);
  });
});

test('a target refuses a file whose last line someone else left incomplete, and does not change it', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'products.jsonl');
    const text = '{"sku":"A"}\n{"sku":"B"}';
    await writeFile(file, text);
    const connector = open(dir, { path: 'products.jsonl' });
    const target = connector.target?.({ entity: 'out', lane: 'l', options: {} });
    await assert.rejects(async () => target?.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /last line of .*products\.jsonl is incomplete/,
    });
    await connector.close();
    assert.equal(await readFile(file, 'utf8'), text);
  });
});

test('a target whose folder is missing says so, and names what to create or set', async () => {
  await withFolder(async (dir) => {
    const connector = open(dir, { path: './out' });
    const target = connector.target?.({ entity: 'product', lane: 'l', options: {} });
    await assert.rejects(async () => target?.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /out is not a folder.*create the folder, or set `format`/,
    });
  });
});

function targetOf(dir: string, file: string): Target {
  const options = { columns: ['name'] };
  const target = open(dir, { path: file }).target?.({ entity: 'out', lane: 'l', options });
  assert.ok(target);
  return target;
}

/** Counts how often this process has a file open. */
async function timesOpen(file: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd');
  const open = await Promise.all(
    descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')),
  );
  return open.filter((name) => name === file).length;
}
