import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');

/** Floors of the house, top first; a room may import only from lower floors and from itself (ARCHITECTURE.md). */
const floors: readonly (readonly string[])[] = [
  ['ops', 'bench', 'test'],
  ['src/cli'],
  ['src/runtime'],
  [
    'src/control',
    'src/access',
    'src/web',
    'actors',
    'src/bus',
    'src/store',
    'src/workers',
    'src/connectors',
  ],
  ['src/pipeline', 'src/testing'],
  ['src/connector-api'],
  ['src/sql', 'src/formats'],
  ['src/domain'],
];
const rooms = floors.flat();

interface Edge {
  readonly file: string;
  readonly imported: string;
  readonly from: string;
  readonly to: string;
}

async function importEdges(): Promise<Edge[]> {
  const edges: Edge[] = [];
  for await (const file of glob('{src,actors,ops,bench}/**/*.{ts,tsx}', { cwd: root })) {
    if (file.startsWith('src/control/gen/')) continue;
    const text = await readFile(path.join(root, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
      const imported = path.join(path.dirname(file), specifier);
      edges.push({ file, imported, from: roomOf(file), to: roomOf(imported) });
    }
  }
  return edges;
}

function roomOf(file: string): string {
  return rooms.find((room) => file.startsWith(`${room}/`)) ?? path.dirname(file);
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room));
}

const edges = await importEdges();
const between = edges.filter(({ from, to }) => from !== to);

test('every file of the house belongs to a known room', () => {
  const strays = edges.filter(({ from, to }) => floorOf(from) < 0 || floorOf(to) < 0);
  assert.deepEqual(strays, []);
  assert.ok(between.length > 20, 'the walk found the imports');
});

test('imports only go down, and rooms on the same floor do not import one another', () => {
  const wrong = between.filter(({ from, to }) => floorOf(to) <= floorOf(from));
  assert.deepEqual(
    wrong.map(({ file, imported }) => `${file} -> ${imported}`),
    [],
  );
});

test('other rooms import a room of src only through its index.ts', () => {
  const doorless = between.filter(
    ({ from, to, imported }) =>
      floorOf(from) > 0 && floorOf(to) > 1 && path.basename(imported) !== 'index.ts',
  );
  const allowed = doorless.filter(({ to, imported }) => {
    const rest = path.relative(to, imported);
    return !(to === 'src/runtime' && (rest === 'hub.ts' || rest.endsWith('/index.ts')));
  });
  assert.deepEqual(
    allowed.map(({ file, imported }) => `${file} -> ${imported}`),
    [],
  );
});
