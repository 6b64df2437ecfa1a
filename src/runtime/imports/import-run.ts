import { isDeepStrictEqual } from 'node:util';
import type { ImportEffects } from '../../../actors/index.ts';
import type { ImportMemory, ImportOrder } from '../../domain/index.ts';
import { Failure, importStart, Mutex, versionAtMs } from '../../domain/index.ts';
import type { BulkImport } from '../../pipeline/index.ts';
import { runImport, schemaIdOf } from '../../pipeline/index.ts';
import type { PrepareJob } from '../../workers/index.ts';
import type { StreamAtWork } from '../stream-effects.ts';
import { freeRoom } from '../stream-effects.ts';
import type { ImportBoard } from './import-board.ts';
import type { ImportsParts } from './imports.ts';
import { ImportPace } from './pace.ts';
import { openRejects } from './rejects-file.ts';
import { findFile } from './request.ts';
import type { Spool } from './spool.ts';

/** If a full log drops at least this many records, the import continues at once. */
const ROOM_TO_GO_ON = 1000;

interface RunParts extends ImportsParts {
  readonly spool: Spool;
  readonly imports: ImportBoard;
}

/**
 * Returns the work of an import's actor: it reads the file from the saved position to its end. Imports of one stream
 * take turns.
 */
export function importRun(parts: RunParts): ImportEffects['run'] {
  const { store, spool, imports, log } = parts;
  const turns = new Mutex();

  return async function run(id, signal, progressed) {
    const { order, createdAtMs, outcome } = await store.imports.get(id);
    const giveBack = await turns.enter(order.stream, signal);
    try {
      imports.begun(id, true);
      // It may have ended without the hub being told.
      if (outcome === null) await readOn(parts, { id, signal, progressed });
      await store.imports.end(id, 'finished');
    } finally {
      giveBack();
      imports.begun(id, false);
    }
    imports.ended(id, 'finished');
    if (order.temporary) await spool.remove(order.file);
    const { counts } = imports.get(id);
    log.info(
      { import: id, stream: order.stream, ...counts, tookMs: Date.now() - createdAtMs },
      'import finished',
    );
  };
}

interface Reading {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly progressed: () => void;
}

/**
 * Reads from the saved position to the end. Retries when room could be made in a full log at once, and when a change of
 * the configuration has replaced the stream.
 */
async function readOn(parts: RunParts, reading: Reading): Promise<void> {
  const { store, spool, imports } = parts;
  const { id, signal } = reading;
  const memory = await store.imports.get(id);
  const { order } = memory;
  await requireSameFile(order);
  if (order.url !== null) {
    if (memory.position.read > 0) await requireFetched(memory);
    const fileSize = await spool.fetch(order.url, order.file, signal);
    imports.add({ ...memory, fileSize });
  }
  for (;;) {
    const stream = streamOf(parts, memory);
    try {
      await readOnce(parts, stream, reading);
      // What was read of a file that grew or was cut off meanwhile may be only a part.
      return await requireSameFile(order);
    } catch (error) {
      signal.throwIfAborted();
      if (await isReplaced(parts, stream, id)) continue;
      const removed = await freeRoom({ ...parts, plan: stream.plan }, error);
      // Little room means that the lanes are behind: the actor waits for them.
      if (removed < ROOM_TO_GO_ON) throw error;
    }
  }
}

function streamOf({ streams }: Pick<RunParts, 'streams'>, { id, order }: ImportMemory) {
  const stream = streams.get(order.stream);
  if (stream) return stream;
  throw new Failure('CONFIG_INVALID', {
    message: `Stream ${order.stream} of import ${id} is not configured any more.`,
  });
}

/**
 * Whether the configuration has replaced a stream. The import then starts again if the new one finds keys and versions
 * elsewhere: what it has stored under the old ones is given up, or is not what the file says.
 */
async function isReplaced(parts: RunParts, stream: StreamAtWork, id: string): Promise<boolean> {
  const next = parts.streams.get(stream.plan.name);
  if (!next || next.log === stream.log) return false;
  if (!isDeepStrictEqual(keysOf(next), keysOf(stream))) await startAgain(parts, next, id);
  return true;
}

/** Reads where an import continues: at its beginning, if the log ends before what the import has stored there. */
async function placeOf(parts: RunParts, stream: StreamAtWork, id: string): Promise<ImportMemory> {
  const memory = await parts.store.imports.get(id);
  if (memory.position.logSeq <= (await stream.log.lastSeq())) return memory;
  await startAgain(parts, stream, id);
  return parts.store.imports.get(id);
}

/** Sets an import back to the beginning of its file. Marks that the log holds already no longer count. */
async function startAgain({ store, imports }: RunParts, { log }: StreamAtWork, id: string) {
  const position = { ...importStart, logSeq: await log.lastSeq() };
  await store.imports.save(id, position);
  imports.moved(id, position);
}

async function readOnce(
  parts: RunParts,
  stream: StreamAtWork,
  { id, signal, progressed }: Reading,
): Promise<void> {
  const { store, workers, imports, board, traffic } = parts;
  const memory = await placeOf(parts, stream, id);
  const { order, position } = memory;
  const { stream: name, source, maxRejects, rejectsFile } = order;
  await using rejects =
    rejectsFile === null ? null : await openRejects(rejectsFile, position.rejectsBytes);
  const job = jobOf(memory, stream);
  const pace = new ImportPace({
    ...{ stream: name, log: stream.log, traffic },
    lanes: () => board.lanePositions(name),
    subscribe: (listener) => board.subscribe(listener),
  });
  const bulk: BulkImport = {
    ...{ id, stream: name, source, maxRejects, rejects },
    checkedBy: schemaIdOf(job.schema),
    rejectedRows: stream.rejectedRows,
    tracing: stream.tracing,
    log: pace.log,
    async room(abort) {
      await pace.room(abort);
      if (streamOf(parts, memory).log !== stream.log) throw replaced(name);
    },
    pieces: ({ offset, read }) => workers.prepare(job, order.file, { offset, rows: read }, signal),
    async save(reached) {
      await store.imports.save(id, reached);
      imports.moved(id, reached);
      board.imported(name);
      progressed();
    },
  };
  await runImport(bulk, position, signal);
}

/** Reading on in a different file would lose or repeat rows without anyone noticing. */
async function requireSameFile({ file, fileState }: ImportOrder): Promise<void> {
  if (fileState === null || (await findFile(file)).state === fileState) return;
  throw new Failure('IMPORT_UNREADABLE', {
    message: `The file ${file} has changed since its import was requested: start a new import.`,
  });
}

/** An address may give another file the second time. */
async function requireFetched({ id, order: { file, source } }: ImportMemory): Promise<void> {
  await findFile(file).catch((error: unknown) => {
    throw new Failure('IMPORT_UNREADABLE', {
      message: `The file that import ${id} fetched from ${source} is gone, and the address may give another one now: start a new import.`,
      cause: error,
    });
  });
}

function replaced(stream: string): Failure {
  return new Failure('CANCELLED', { message: `The settings of stream ${stream} have changed.` });
}

function keysOf({ plan: { source } }: StreamAtWork): PrepareJob['from'] {
  const { key, version, created, deleted } = source;
  return { key, version, deleted, ...(created === undefined ? {} : { created }) };
}

function jobOf({ id, order, createdAtMs }: ImportMemory, stream: StreamAtWork): PrepareJob {
  const { plan, log } = stream;
  return {
    id,
    reading: order.reading,
    from: keysOf(stream),
    schema: plan.schema,
    fallbackVersion: versionAtMs(createdAtMs),
    isEvent: plan.semantics === 'event',
    maxRecordBytes: log.maxRecordBytes(),
  };
}
