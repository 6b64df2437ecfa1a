import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const src = path.resolve(import.meta.dirname, '../../src');

/** Returns what is loaded with a file: its static imports without types, packages by name and files by path. */
async function loadsWith(file: string, known = new Set<string>()): Promise<ReadonlySet<string>> {
  if (known.has(file)) return known;
  known.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, specifier = ''] of text.matchAll(
    /^(?:import|export)(?! type)[^;]*? from '([^']+)';/gm,
  )) {
    if (specifier.startsWith('.'))
      await loadsWith(path.resolve(path.dirname(file), specifier), known);
    else known.add(specifier);
  }
  return known;
}

test('a replacement worker loads no file readers and no schema compiler before its first record', async () => {
  const loaded = [
    ...(await loadsWith(path.join(src, 'workers/task.ts'))),
    ...(await loadsWith(path.join(src, 'workers/map-task.ts'))),
  ];
  assert.ok(loaded.includes(path.join(src, 'pipeline/map-in-place.ts')), 'the walk found imports');
  const heavy = /^(yaml|ajv|csv-parse|sax|yauzl)|\/src\/(formats|pipeline\/index\.ts)/;
  assert.deepEqual(
    loaded.filter((one) => heavy.test(one)),
    [],
  );
});
