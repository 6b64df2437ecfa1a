import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ImportStatus } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { ServiceClients } from './client-orders.ts';
import { errorOf } from './failure-status.ts';
import { followAll } from './follow.ts';
import type { GetImportResponse__Output } from './gen/stellwerk/control/v1/GetImportResponse.ts';
import type { ListImportsResponse__Output } from './gen/stellwerk/control/v1/ListImportsResponse.ts';
import type { UploadImportResponse__Output } from './gen/stellwerk/control/v1/UploadImportResponse.ts';
import type { WatchImportsResponse__Output } from './gen/stellwerk/control/v1/WatchImportsResponse.ts';
import type { ImportRequest } from './import-port.ts';
import { orderMessage, readImport } from './messages/index.ts';

export type ImportOrderRequest = Omit<ImportRequest, 'requestedBy' | 'requestId'>;

/** Bulk imports. */
export interface ImportClient {
  /** @param requestId idempotency key of the import. Default: every call starts a new import */
  start(request: ImportOrderRequest, requestId?: string): Promise<ImportStatus>;
  /** Sends the bytes. Resolves when the hub has received them all and has begun. */
  upload(request: ImportOrderRequest, bytes: AsyncIterable<Uint8Array>): Promise<ImportStatus>;
  list(): Promise<readonly ImportStatus[]>;
  get(id: string): Promise<ImportStatus>;
  /** Yields the import's status now and after each change; a slow reader gets only the newest. Ends when the signal aborts. */
  watch(id: string): AsyncIterable<ImportStatus>;
  pause(id: string): Promise<ImportStatus>;
  resume(id: string): Promise<ImportStatus>;
  cancel(id: string): Promise<ImportStatus>;
}

export function importClient({ imports }: ServiceClients, limits: CallLimits): ImportClient {
  type Answer = GetImportResponse__Output;
  return {
    async start(request, requestId = randomUUID()) {
      const message = { order: orderMessage(request), requestId };
      return answered(
        await callOnce<Answer>(limits, (options, done) =>
          imports.startImport(message, options, done),
        ),
      );
    },
    upload: (request, bytes) => upload(imports, limits, { request, bytes }),
    async list() {
      const { imports: all } = await callOnce<ListImportsResponse__Output>(
        limits,
        (options, done) => imports.listImports({}, options, done),
      );
      return all.map(readImport);
    },
    get: async (id) =>
      answered(
        await callOnce<Answer>(limits, (options, done) => imports.getImport({ id }, options, done)),
      ),
    watch: (id) => watch(imports, limits, id),
    pause: async (id) =>
      answered(
        await callOnce<Answer>(limits, (options, done) =>
          imports.pauseImport({ id }, options, done),
        ),
      ),
    resume: async (id) =>
      answered(
        await callOnce<Answer>(limits, (options, done) =>
          imports.resumeImport({ id }, options, done),
        ),
      ),
    cancel: async (id) =>
      answered(
        await callOnce<Answer>(limits, (options, done) =>
          imports.cancelImport({ id }, options, done),
        ),
      ),
  };
}

function answered({ import: status }: GetImportResponse__Output): ImportStatus {
  if (status) return readImport(status);
  throw new Failure('INTERNAL', {
    message: 'The hub carried out the order but returned no status.',
  });
}

interface Upload {
  readonly request: ImportOrderRequest;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A third of what the hub waits: what is piped here may be a query that computes for minutes before its first row. */
const SIGN_OF_LIFE_MS = 20_000;

/** No deadline, because a file may be large. The hub cancels an upload that sends nothing, which only a lost caller does. */
async function upload(
  imports: ServiceClients['imports'],
  { address, signal }: CallLimits,
  { request, bytes }: Upload,
): Promise<ImportStatus> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<UploadImportResponse__Output>();
  const call = imports.uploadImport((error, response) => {
    if (error) reject(errorOf(error, address));
    else if (response !== undefined) resolve(response);
  });
  promise.catch(() => undefined); // Reported below.
  const cancel = () => call.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const over = new AbortController();
  // A pipe may be silent for long: what is known before its next part is told at once.
  over.signal.addEventListener('abort', () => {
    if (bytes instanceof Readable) bytes.destroy();
  });
  promise.finally(() => over.abort()).catch(() => undefined);
  const signs = setInterval(() => call.write({ content: Buffer.of() }), SIGN_OF_LIFE_MS);
  try {
    call.write({ order: orderMessage(request) });
    for await (const content of bytes) {
      if (over.signal.aborted) break;
      if (call.write({ content })) continue;
      await once(call, 'drain', { signal: over.signal }).catch(() => undefined);
    }
    clearInterval(signs);
    call.end();
    return answered(await promise);
  } catch (error) {
    if (over.signal.aborted) return answered(await promise);
    // If the file cannot be read to its end, the hub must not wait for the rest.
    call.cancel();
    throw error;
  } finally {
    clearInterval(signs);
    signal.removeEventListener('abort', cancel);
  }
}

async function* watch(
  imports: ServiceClients['imports'],
  { address, signal }: CallLimits,
  id: string,
): AsyncGenerator<ImportStatus> {
  let newest: ImportStatus | null = null;
  const take = (message: unknown) => {
    const [status] = (message as WatchImportsResponse__Output).imports;
    if (status) newest = readImport(status);
  };
  for await (const _news of followAll(
    [{ call: imports.watchImports({ id }), take }],
    address,
    signal,
  )) {
    if (newest !== null) yield newest;
  }
}
