import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ActorView, ImportEffects } from '../../../actors/index.ts';
import type { BusConnection } from '../../bus/index.ts';
import type { ImportPort, ImportRequest } from '../../control/index.ts';
import type {
  Command,
  ImportMemory,
  ImportOrder,
  ImportState,
  ImportStatus,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import type { Workers } from '../../workers/index.ts';
import type { StreamAtWork } from '../stream-effects.ts';
import type { Logger } from '../log.ts';
import type { StatusBoard } from '../status-board.ts';
import type { Traffic } from '../traffic.ts';
import { ImportBoard } from './import-board.ts';
import { importRun } from './import-run.ts';
import { requireRejects } from './rejects-file.ts';
import { findFile, readingOf, urlOf } from './request.ts';
import { Spool, withoutSecrets } from './spool.ts';

export interface ImportsParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly workers: Workers;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly board: StatusBoard;
  readonly traffic: Traffic;
  readonly log: Logger;
  readonly stateDir: string;
  /** The view of an import's actor; null when the import has ended. */
  readonly viewOf: (id: string) => ActorView<ImportState> | null;
  readonly send: (command: Command) => Promise<void>;
}

/** Imports: the effects that their actors call, and the port for API requests. */
export interface Imports {
  readonly effects: ImportEffects;
  readonly port: ImportPort;
}

export async function openImports(parts: ImportsParts): Promise<Imports> {
  const { store, board } = parts;
  const spool = new Spool(parts.stateDir);
  const imports = new ImportBoard(parts.viewOf, () => board.changed());
  const open = await store.imports.open();
  const known = [...(await store.imports.list()), ...open];
  for (const memory of known) imports.add(memory);
  await remember(parts, known);
  await spool.keepOnly(open.map(({ order }) => order.file));
  const run = importRun({ ...parts, spool, imports });

  /** Rejects an unreadable request before anything is stored; starts a worker meanwhile for a readable one. */
  async function admit(request: ImportRequest): Promise<void> {
    streamOf(parts.streams, request.stream);
    readingOf(request);
    if (request.rejectsFile !== null) await requireRejects(request.rejectsFile);
    parts.workers.warm();
  }

  /** Stores an import durably and starts its actor. From then on, it no longer depends on its caller. */
  async function begin(request: ImportRequest, signal: AbortSignal, found: FoundFile) {
    const { stream, rejectsFile, maxRejects, requestedBy, requestId } = request;
    const order: ImportOrder = {
      stream,
      file: found.file,
      fileState: found.state,
      source: found.url === null ? request.from : withoutSecrets(found.url),
      url: found.url,
      temporary: found.temporary,
      reading: readingOf(request),
      rejectsFile,
      maxRejects,
    };
    const logSeq = await beginsAt(order, signal).catch(async (error: unknown) => {
      if (found.temporary) await spool.remove(found.file);
      throw error;
    });
    const fileSize = found.size;
    const id = await store.imports.create({ order, fileSize, logSeq, requestedBy, requestId });
    const stored = await store.imports.get(id);
    if (requestId !== null && !isRepeat(stored.order, order)) throw usedBefore(requestId);
    imports.add(stored);
    await startActor(id, requestedBy);
    return imports.get(id);
  }

  /** @returns where the stream's log ends now */
  async function beginsAt(order: ImportOrder, signal: AbortSignal) {
    await requireOwnRejects(order);
    const logSeq = await streamOf(parts.streams, order.stream).log.lastSeq();
    signal.throwIfAborted();
    return logSeq;
  }

  /** Refuses a rejects file that another import is writing: each would overwrite what the other has written. */
  async function requireOwnRejects(order: ImportOrder): Promise<void> {
    const { rejectsFile } = order;
    if (rejectsFile === null) return;
    // A file that has failed may be followed by a better one.
    const failed = imports.list().filter(({ state }) => state === 'failed');
    const failedIds = new Set(failed.map(({ id }) => id));
    const isInTheWay = (other: ImportMemory) =>
      !failedIds.has(other.id) &&
      other.order.rejectsFile === rejectsFile &&
      !isRepeat(other.order, order);
    const other = (await store.imports.open()).find(isInTheWay);
    if (!other) return;
    throw new Failure('INVALID_REQUEST', {
      message: `Import ${other.id}, which is not over, writes its rejected rows to ${rejectsFile}: name another file for the rejects.`,
    });
  }

  async function startActor(id: string, requestedBy: string): Promise<void> {
    if (imports.get(id).finishedAtMs !== null) return;
    const command = { id: randomUUID(), kind: 'import', name: id, action: 'start' } as const;
    await parts.send({ ...command, requestedBy });
  }

  return {
    effects: {
      open: async () => (await store.imports.open()).map(({ id }) => id),
      async requireOpen(id) {
        const { outcome } = await store.imports.get(id);
        if (outcome === null) return;
        throw new Failure('COMMAND_REJECTED', { message: `Import ${id} is already ${outcome}.` });
      },
      run,
      async cancel(id) {
        const { order } = await store.imports.get(id);
        await store.imports.end(id, 'cancelled');
        if (order.temporary) await spool.remove(order.file);
        imports.ended(id, 'cancelled');
      },
    },
    port: {
      list: () => imports.list(),
      get: (id) => imports.get(id),
      async start(request, signal): Promise<ImportStatus> {
        await admit(request);
        const url = urlOf(request.from);
        if (url) {
          const file = spool.newFile();
          const found = { file, url: url.href, temporary: true, size: 0, state: null };
          return begin(request, signal, found);
        }
        const { size, state } = await findFile(request.from);
        const found = { file: request.from, url: null, temporary: false, size, state };
        return begin(request, signal, found);
      },
      async upload(request, bytes, signal): Promise<ImportStatus> {
        await admit(request);
        const file = spool.newFile();
        const size = await spool.write(file, bytes, signal);
        return begin(request, signal, { file, url: null, temporary: true, size, state: null });
      },
    },
  };
}

/** Restores the low priority of records from former imports that lanes have not settled yet. */
async function remember(
  { streams, traffic }: ImportsParts,
  known: readonly ImportMemory[],
): Promise<void> {
  for (const [name, { log }] of streams) {
    const ofStream = known.filter(({ order }) => order.stream === name);
    if (ofStream.length === 0) continue;
    const lastSeq = await log.lastSeq();
    // A position behind the end belongs to a former log.
    for (const { position } of ofStream)
      if (position.logSeq <= lastSeq) traffic.imported(name, position.logSeq);
  }
}

/** Whether two orders are one. A repeat has the same content, but a downloaded file has a new name each time. */
function isRepeat(stored: ImportOrder, order: ImportOrder): boolean {
  const content = ({ file, url, fileState: _state, ...rest }: ImportOrder) => ({
    ...rest,
    from: url ?? file,
  });
  return isDeepStrictEqual(content(stored), content(order));
}

function usedBefore(requestId: string): Failure {
  return new Failure('INVALID_REQUEST', {
    message: `The request id "${requestId}" was already used for another import; every import needs an id of its own.`,
  });
}

interface FoundFile {
  readonly file: string;
  readonly url: string | null;
  readonly temporary: boolean;
  readonly size: number;
  readonly state: string | null;
}

function streamOf(streams: ImportsParts['streams'], name: string): StreamAtWork {
  const stream = streams.get(name);
  if (stream) return stream;
  throw new Failure('NOT_FOUND', { message: `There is no stream "${name}".` });
}
