import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, named } from '../../support/conforms.ts';
import { open } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-file-'));
after(() => rm(dir, { recursive: true, force: true }));

interface Line {
  readonly operation: string;
  readonly document: { readonly name: string };
}

async function effects(): Promise<readonly Effect[]> {
  const text = await readFile(path.join(dir, 'out.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .map(({ operation, document }) => effectOf(document.name, operation === 'delete'));
}

const rows = new Map<string, object>();

/** Writes the file as an export does: whole, beside the old one, and then in its place. */
async function write(): Promise<void> {
  const lines = Array.from(rows.values(), (row) => `${JSON.stringify(row)}\n`);
  await writeFile(path.join(dir, 'in.tmp'), lines.join(''));
  await rename(path.join(dir, 'in.tmp'), path.join(dir, 'in.jsonl'));
}
await write();

conforms('file', {
  open: () => open(dir, { path: '.' }),
  source: {
    settings: {
      ...{ entity: 'in', key: 'sku', version: 'changed', deleted: 'gone' },
      ...{ overlapMs: 0, options: {} },
    },
    writes: {
      async put(given) {
        for (const { key, state, version } of given)
          rows.set(key, { sku: key, state, changed: version });
        await write();
      },
      async remove(keys) {
        for (const sku of keys) rows.set(sku, { sku, changed: Date.now() * 1_000, gone: true });
        await write();
      },
    },
  },
  target: { entity: 'out', document: named, effects },
});
