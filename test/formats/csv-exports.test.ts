import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isBroken } from '../../src/formats/index.ts';
import { fileWith, readAll, readingOf } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-exports-'));
after(() => rm(dir, { recursive: true, force: true }));

/** What programs export is often not quite CSV. */
async function documentsOf(text: string) {
  const { rows } = await readAll(
    await fileWith(dir, 'export.csv', text),
    readingOf({ format: 'csv' }),
  );
  return rows.map((row) => (isBroken(row) ? row.reason : row.document));
}

test('a first line sep=… names the delimiter and is no header', async () => {
  const a = { sku: 'A', 'a|b': '1' };
  assert.deepEqual(await documentsOf('sep=;\r\nsku;a|b\r\nA;1\r\n'), [a]);
  assert.deepEqual(await documentsOf('\n"sep=;"\n\nsku;a|b\nA;1'), [a]);
  assert.deepEqual(await documentsOf('SEP=\t\rsku\ta|b\rA\t1\r'), [a]);
  await assert.rejects(documentsOf('sep=;\n'), /it is empty/);
});

test('a row of empty fields is no row, however many fields it has', async () => {
  const text = 'sku;name\r\nA;1\r\n;\r\n;;;;\r\n"";""\r\n ; \r\nB;"x"y\r\n;\r\n';
  const [a, b, ...more] = await documentsOf(text);
  assert.deepEqual(a, { sku: 'A', name: '1' });
  assert.match(JSON.stringify(b), /not valid CSV/);
  assert.deepEqual(more, []);
});

test('a comma in the name of a column does not count as delimiter where another is as frequent', async () => {
  assert.deepEqual(await documentsOf('Artikel, Nr;name\n1;a'), [{ 'Artikel, Nr': '1', name: 'a' }]);
});

test('the line with which DATEV files begin is no header, and columns of one name hold one value', async () => {
  const datev =
    '"EXTF";700;16;"Debitoren/Kreditoren";5;20240101120000000;;"RE";"";"";29098;55003;20240101\r\n';
  const text = `${datev}Konto;Leerfeld;Name;Leerfeld\r\n10000;"";"a";""\r\n2;x;b;\r\n3;;c;x\r\n4;x;d;y\r\n`;
  assert.deepEqual(await documentsOf(text), [
    { Konto: '10000', Leerfeld: '', Name: 'a' },
    { Konto: '2', Leerfeld: 'x', Name: 'b' },
    { Konto: '3', Leerfeld: 'x', Name: 'c' },
    'two columns are named "Leerfeld" and hold different values',
  ]);
});

test('inch marks in unquoted fields are part of them, in the names of columns, too', async () => {
  const text =
    'sku;Diagonale (");name\r\nA;27;Monitor 27" black\r\nB;"5";"7"" tablet"\r\nC;1; "x"\r\n';
  const [a, b, c] = await documentsOf(text);
  assert.deepEqual(a, { sku: 'A', 'Diagonale (")': '27', name: 'Monitor 27" black' });
  assert.deepEqual(b, { sku: 'B', 'Diagonale (")': '5', name: '7" tablet' });
  assert.match(JSON.stringify(c), /Invalid Opening Quote/);
});
