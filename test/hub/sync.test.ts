import assert from 'node:assert/strict';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { LaneStatus } from '../../src/domain/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);
const catalogue = path.resolve(
  import.meta.dirname,
  '../../../shared/data/olist_products_dataset.csv',
);

const config = (file: string) => `
connectors:
  marketplace: { kind: file, path: ${file} }
  warehouse: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: marketplace, entity: products, key: product_id, version: none }
    validate:
      type: object
      required: [product_id, product_category_name]
      properties:
        product_category_name: { type: string, minLength: 1 }
    to:
      - connector: warehouse
        entity: product
        map:
          product_id: product_id
          category: product_category_name
          photos: { from: product_photos_qty, convert: integer }
          weight_g: { from: product_weight_g, convert: integer }
`;
const table =
  'create table product (product_id text primary key, category text not null, photos int, weight_g int)';

/** Counts the rows of a catalogue with and without a category; no value may contain a comma or a quote. */
function countRows(csv: string): { valid: number; invalid: number } {
  const rows = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));
  const invalid = rows.filter(([, category]) => category === '').length;
  return { valid: rows.length - invalid, invalid };
}

function added(before: LaneStatus | undefined, after: LaneStatus | undefined) {
  const change = (name: keyof LaneStatus['counts']) =>
    (after?.counts[name] ?? 0) - (before?.counts[name] ?? 0);
  return {
    applied: change('applied'),
    unchanged: change('unchanged'),
    superseded: change('superseded'),
    echoed: 0,
    deadLettered: change('deadLettered'),
  };
}

/** Renames a new file over the old one, as an export job does. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function syncThrice(csv: string): Promise<void> {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, table);
  const file = path.join(scope.dir, 'products.csv');
  await writeFile(file, csv);
  const { valid, invalid } = countRows(csv);
  await using hub = await startTestHub(scope, await writeConfig(scope, config(file)));
  await hub.settled(signal);

  const first = hub.lanes()[0];
  assert.deepEqual(first?.counts, {
    applied: valid,
    unchanged: 0,
    superseded: 0,
    echoed: 0,
    deadLettered: invalid,
  });
  assert.deepEqual(await rowsOf(scope.databaseUrl, 'select count(*)::int as count from product'), [
    { count: valid },
  ]);
  const letters = await hub.troubles();
  assert.equal(
    letters.reduce((sum, { open }) => sum + open, 0),
    invalid,
  );
  if (invalid > 0)
    assert.match(
      letters[0]?.example.reason ?? '',
      /product_category_name must not be empty|product_category_name/,
    );
  assert.equal(await hub.masterKeys(), valid);

  await syncAndSettle(hub, 'products', signal);
  const second = hub.lanes()[0];
  assert.equal(added(first, second).applied, 0, 'an unchanged file applies nothing');

  await replaceFile(file, changeWeights(csv, 100));
  await syncAndSettle(hub, 'products', signal);
  const third = hub.lanes()[0];
  assert.deepEqual(added(second, third), {
    applied: 100,
    unchanged: valid - 100,
    superseded: 0,
    echoed: 0,
    deadLettered: invalid,
  });
  assert.deepEqual(
    await rowsOf(
      scope.databaseUrl,
      'select count(*)::int as count from product where weight_g = 424242',
    ),
    [{ count: 100 }],
  );
}

/** Changes the weight of the first `count` rows that have a category and a weight. */
function changeWeights(csv: string, count: number): string {
  let left = count;
  return csv
    .split('\n')
    .map((line, index) => {
      const values = line.split(',');
      const fits =
        index > 0 && left > 0 && (values[1] ?? '').replaceAll('"', '') !== '' && values.length > 5;
      if (!fits) return line;
      left--;
      values[5] = '424242';
      return values.join(',');
    })
    .join('\n');
}

test('a catalogue arrives completely, a second sync applies nothing, and a sync of a changed file applies exactly the changes', async () => {
  const header =
    'product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,product_weight_g';
  const rows = Array.from(
    { length: 3000 },
    (_, index) => `p${index},${index % 50 === 7 ? '' : 'toys'},1,2,3,${index}`,
  );
  await syncThrice([header, ...rows, ''].join('\n'));
});

test('a real catalogue of 32,951 products does the same', async (t) => {
  const present = await access(catalogue).then(
    () => true,
    () => false,
  );
  if (!present) {
    t.skip('the folder of real catalogues is absent');
    return;
  }
  await syncThrice(await readFile(catalogue, 'utf8'));
});
