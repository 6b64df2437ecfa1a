import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import type { ImportFormat, JsonObject } from '../../src/domain/index.ts';
import type { MappingInput } from '../../src/pipeline/index.ts';
import type { LaneWork, PrepareJob, Workers } from '../../src/workers/index.ts';
import { openWorkers } from '../../src/workers/index.ts';
import { readingOf } from '../formats/support.ts';

/** A folder for the files of one test file, removed at its end. */
export async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-workers-'));
  after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A pool of two workers, closed at the end of the scope. */
export function workersForTest(
  options: Parameters<typeof openWorkers>[0] = {},
): Workers & AsyncDisposable {
  const workers = openWorkers({ maxWorkers: 2, memoryMb: 96, ...options });
  return Object.assign(workers, { [Symbol.asyncDispose]: () => workers.close() });
}

/** The work of a state lane without schemas, whose mapping is a module with this text. */
export async function moduleLane(file: string, text: string): Promise<LaneWork> {
  await writeFile(file, text);
  const texts = new Map([[file, await readFile(file, 'utf8')]]);
  const mapping = { kind: 'module', file, texts } as const;
  return { semantics: 'state', schema: null, mapping, mappedSchema: null };
}

export function inputsOf(documents: readonly JsonObject[]): MappingInput[] {
  return documents.map((document, index) => ({
    document,
    meta: {
      ...{ key: `k-${index}`, version: 1, operation: 'upsert', masterKey: `${index}` },
      ...{ externalId: null, stream: 'products' },
    },
  }));
}

/** An import of products. `dying-task.ts` finds its `.deaths` file by the id. */
export function prepareJob(id: string, format: ImportFormat): PrepareJob {
  return {
    id,
    reading: readingOf({ format, recordPath: 'A/R' }),
    from: { key: 'sku', version: null, deleted: null },
    schema: { type: 'object', required: ['sku'] },
    fallbackVersion: 1,
    isEvent: false,
    maxRecordBytes: 100_000,
  };
}
