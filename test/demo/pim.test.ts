import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkDigit, gtinOf, isGtin } from '../../ops/demo/gtin.ts';
import { allProducts, productAt, PRODUCTS } from '../../ops/demo/pim/assortment.ts';
import { editProducts, ensureExport, exportLines } from '../../ops/demo/pim/export.ts';
import { hasMistake, MISTAKES } from '../../ops/demo/pim/mistakes.ts';
import type { Product } from '../../ops/demo/pim/product.ts';
import { seeded } from '../../ops/demo/random.ts';
import { productKind } from '../../ops/demo/shop/products.ts';
import { parseVersion } from '../../src/domain/index.ts';
import { compileValidator, loadSchema } from '../../src/pipeline/index.ts';

const schemaFile = path.resolve(import.meta.dirname, '../../ops/demo/product.schema.json');
const products = allProducts();
const lines = exportLines();

test('a check digit detects every change of a single digit', () => {
  assert.equal(checkDigit('400638133393'), '1');
  fc.assert(
    fc.property(
      fc.nat({ max: 9_999_999_999 }),
      fc.nat({ max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (number, place, change) => {
        const gtin = gtinOf(number);
        const digits = [...gtin];
        digits[place] = String((Number(digits[place]) + change) % 10);
        return isGtin(gtin) && !isGtin(digits.join(''));
      },
    ),
  );
});

test('the assortment is the same every time, and each product has its own SKU and GTIN', () => {
  assert.equal(products.length, PRODUCTS);
  assert.deepEqual(productAt(123), products[123]);
  assert.deepEqual(exportLines(), lines);
  assert.equal(new Set(products.map(({ sku }) => sku)).size, PRODUCTS);
  assert.equal(new Set(products.map(({ gtin }) => gtin)).size, PRODUCTS);
  assert.ok(products.every(({ gtin }) => isGtin(gtin)));
});

test('every product without a mistake fits the schema and the shop', async () => {
  const validate = compileValidator(await loadSchema(schemaFile));
  const unfit = products.filter((product) => refusal(JSON.stringify(product), validate) !== null);
  assert.deepEqual(unfit, []);
});

/** Where a line of the export would fail; null if nowhere. */
function refusal(
  line: string,
  validate: ReturnType<typeof compileValidator>,
): 'intake' | 'schema' | 'shop' | null {
  let product: Product;
  try {
    product = JSON.parse(line) as Product;
  } catch {
    return 'intake';
  }
  if (!product.sku || parseVersion(product.updatedAt) === null) return 'intake';
  if (validate({ ...product })) return 'schema';
  const { name, gtin } = product;
  return productKind.check({ name, gtin, vatPercent: 19 }).length > 0 ? 'shop' : null;
}

test('the export contains 37 mistakes, which show at intake, in validation and in the shop', async () => {
  const validate = compileValidator(await loadSchema(schemaFile));
  const found = lines.map((line) => refusal(line, validate));
  assert.equal(lines.length, PRODUCTS);
  assert.equal(MISTAKES, 37);
  assert.deepEqual(
    ['intake', 'schema', 'shop'].map((place) => found.filter((one) => one === place).length),
    [11, 17, 9],
  );
  assert.deepEqual(
    found.map((one) => one !== null),
    products.map((_, number) => hasMistake(number)),
  );
});

test('an edit changes some products and their time of change, and nothing else', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-demo-'));
  try {
    const file = path.join(dir, 'pim', 'products.jsonl');
    await ensureExport(file);
    const { ino } = await stat(file);
    await ensureExport(file);
    assert.equal((await stat(file)).ino, ino, 'an existing export is kept');
    const begunAt = new Date().toISOString();
    await editProducts(file, 5, seeded(1));
    const edited = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const changed = edited.flatMap((line, number) => (line === lines[number] ? [] : [number]));
    assert.equal(edited.length, PRODUCTS);
    assert.equal(changed.length, 5);
    for (const number of changed) {
      const { description, updatedAt, ...rest } = JSON.parse(edited[number] ?? '') as Product;
      const { description: _, updatedAt: before, ...same } = productAt(number);
      assert.deepEqual(rest, same);
      assert.ok(updatedAt >= begunAt && updatedAt > before);
      assert.match(description, /^[^.]+(\.\d[^.]*)*\. [^.]+\. [^.]+\.$/);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
