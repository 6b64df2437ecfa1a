import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { datev } from '../../../src/connectors/datev/index.ts';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, named } from '../../support/conforms.ts';
import { booking, settings } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-datev-'));
after(() => rm(dir, { recursive: true, force: true }));

interface Line {
  readonly id: string;
  readonly rows: readonly { readonly Buchungstext: string }[];
}

/** What the journals of all lanes hold, behind their first lines. */
async function effects(): Promise<readonly Effect[]> {
  const folder = path.join(dir, 'journal');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts
    .flatMap((text) => text.trimEnd().split('\n').slice(1))
    .map((line) => JSON.parse(line) as Line)
    .map(({ id, rows: [row] }) => effectOf(row?.Buchungstext ?? id, !row));
}

conforms('datev', {
  open: () => datev.open(settings, { name: 'there', baseDir: dir }),
  target: {
    entity: 'bookings',
    document: (key, state) => booking({ Buchungstext: named(key, state).name }),
    refused: () => booking({ 'Soll/Haben-Kennzeichen': 'X' }),
    effects,
  },
});
