import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Random } from '../random.ts';
import { between, pick } from '../random.ts';
import { allProducts, PRODUCTS } from './assortment.ts';
import { exportLine, hasMistake } from './mistakes.ts';
import type { Product } from './product.ts';
import { REMARKS } from './words.ts';

/** All lines of a fresh export. */
export function exportLines(): string[] {
  return allProducts().map((product, number) => exportLine(number, product));
}

/** Writes the export unless an earlier start has left one. */
export async function ensureExport(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(path.dirname(file), { recursive: true });
  await replaceFile(file, exportLines());
}

/** Gives some products another description and exports everything again, as PIMs do. */
export async function editProducts(
  file: string,
  count: number,
  random: Random = Math.random,
): Promise<void> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  for (let left = count; left > 0;) {
    const number = between(random, 0, PRODUCTS - 1);
    if (hasMistake(number)) continue;
    lines[number] = editLine(lines[number] ?? '', random);
    left--;
  }
  await replaceFile(file, lines);
}

function editLine(line: string, random: Random): string {
  const product = JSON.parse(line) as Product;
  const [first = '', second = ''] = product.description.split('. ');
  return JSON.stringify({
    ...product,
    description: `${first}. ${second}. ${pick(random, REMARKS)}`,
    updatedAt: new Date().toISOString(),
  });
}

/** Renames a new file over the old one, so that nobody reads half an export. */
async function replaceFile(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`);
  await rename(`${file}.new`, file);
}
