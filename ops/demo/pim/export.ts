import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportLine, PRODUCTS } from './products.ts';

/** The PIM writes its export anew and renames it over the old one, so that nobody reads half a file. */
async function replace(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`);
  await rename(`${file}.new`, file);
}

/** Writes the export unless there is one from an earlier start. */
export async function ensureExport(file: string): Promise<void> {
  const present = await readFile(file, 'utf8').then(
    () => true,
    () => false,
  );
  if (present) return;
  await replace(
    file,
    Array.from({ length: PRODUCTS }, (_, number) => exportLine(number)),
  );
}

/** Somebody edits a product in the PIM: its description and time of change. */
export async function editProduct(file: string, number: number, now: Date): Promise<void> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const line = lines[number] ?? '';
  if (!line.endsWith('}')) return;
  const product = JSON.parse(line) as Record<string, unknown>;
  const description = `${String(product.description).split(' Edited')[0]} Edited at ${now.toISOString()}.`;
  lines[number] = JSON.stringify({ ...product, description, updatedAt: now.toISOString() });
  await replace(file, lines);
}
