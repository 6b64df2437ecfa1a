import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { Proxy } from '../../../bench/support/proxy.ts';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, faultsOf, named } from '../../support/conforms.ts';
import { startSshd, withoutSshd } from './sshd.ts';
import { openSftp, put } from './support.ts';

if (withoutSshd) test('sftp: the contract of a connector', { skip: withoutSshd }, () => undefined);
else {
  const server = await startSshd();
  const proxy = await Proxy.open(server.port);
  after(async () => {
    await proxy[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  let files = 0;

  conforms('sftp', {
    open: () => openSftp({ ...server, port: proxy.port }, { timeoutMs: 2_000 }),
    faults: faultsOf(proxy),
    source: {
      settings: {
        ...{ entity: 'stock', key: 'sku', version: null, deleted: 'gone', overlapMs: 0 },
        options: { files: 'in_*.jsonl', settledMs: 0, format: 'jsonl' },
      },
      writes: {
        put: (rows) =>
          write(rows.map(({ key, state, version }) => ({ sku: key, state, changed: version }))),
        remove: (keys) => write(keys.map((sku) => ({ sku, gone: true }))),
      },
    },
    target: {
      entity: 'orders',
      options: { columns: ['name'], operation: 'operation' },
      document: named,
      effects,
    },
  });

  async function write(rows: readonly object[]): Promise<void> {
    files++;
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await put(server.dir, `in_${String(files).padStart(6, '0')}.jsonl`, lines);
  }

  async function effects(): Promise<readonly Effect[]> {
    const told: Effect[] = [];
    const names = (await readdir(server.dir)).filter((name) => name.endsWith('.csv'));
    for (const name of names.toSorted(byNumber)) {
      const rows = parse(await readFile(path.join(server.dir, name)), { columns: true });
      for (const { name: text, operation } of rows as Record<string, string>[])
        told.push(effectOf(text ?? '', operation === 'delete'));
    }
    return told;
  }
}

function byNumber(one: string, other: string): number {
  const numberOf = (name: string) => /_(\d+)\.csv$/.exec(name)?.[1] ?? '';
  return numberOf(one).localeCompare(numberOf(other));
}
