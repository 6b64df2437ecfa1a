import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connector } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';

/** Runs with a new folder, which is removed afterwards. */
export async function withFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-file-'));
  try {
    await run(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Opens a `file` connector in a folder. */
export function open(dir: string, settings: Readonly<Record<string, unknown>>): Connector {
  const kind = catalog.get('file');
  assert.ok(kind);
  return kind.open(
    { delimiter: ',', encoding: 'utf-8', ...settings },
    { name: 'pim', baseDir: dir },
  );
}
