import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');

/** Imports that are loaded together with their file: neither of types only nor in a function. */
const LOADED_AT_ONCE = /^(?:import|export) (?!type )(?:[^;']* from )?'(\.[^']+)';/gm;

async function loadedWith(entry: string): Promise<ReadonlySet<string>> {
  const files = new Set([entry]);
  for (const file of files) {
    const text = await readFile(path.join(root, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(LOADED_AT_ONCE))
      files.add(path.join(path.dirname(file), specifier));
  }
  return files;
}

test('a command that calls a hub loads nothing that only a hub needs, so that it answers at once', async () => {
  const files = await loadedWith('src/cli/main.ts');
  const rooms = new Set(Array.from(files, (file) => file.split('/').slice(0, 2).join('/')));
  assert.deepEqual([...rooms].sort(), ['src/cli', 'src/control', 'src/domain']);
  assert.ok(files.has('src/cli/commands/status.ts'), 'the walk found the commands');
});
